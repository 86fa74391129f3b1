import type { SettingIssue } from '@/experiment/setting-issue';

type Issues = readonly SettingIssue[];

/** What is said at one field, in words. */
export const problemAt = (issues: Issues, field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

/** Everything that is said of a part of the settings and of what is inside it. */
export const within = (issues: Issues, part: string): SettingIssue[] =>
  issues.filter(({ field }) => field === part || field.startsWith(`${part}.`));
