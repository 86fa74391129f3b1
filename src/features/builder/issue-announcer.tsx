import type { Issue } from '@/experiment/network/issue';

interface IssueAnnouncerProps {
  issues: readonly Issue[];
  names: ReadonlyMap<string, string>;
  /** The last edit in words. */
  said: string;
}

/** Tells a screen reader what an edit did and what is wrong since, when there is a pause; the cards show the same to the eye. */
export function IssueAnnouncer({ issues, names, said }: IssueAnnouncerProps) {
  const wrong = issues.map((issue) => `${names.get(issue.layer) ?? 'Output'}: ${issue.message}`);
  return (
    <p role="status" className="visually-hidden">
      {[said, ...wrong].join(' ')}
    </p>
  );
}
