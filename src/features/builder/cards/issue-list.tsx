import type { Issue } from '@/experiment/network/issue';
import styles from './issue-list.module.css';

interface IssueListProps {
  id: string;
  issues: readonly Issue[];
  onMend: (issue: Issue) => void;
}

const WORDS = { error: 'Error:', warning: 'Advice:' };

/** What is wrong at one card, in sentences, each with its one-click mend. The panel announces them; here they are read in place. */
export function IssueList({ id, issues, onMend }: IssueListProps) {
  if (issues.length === 0) return null;
  return (
    <ul id={id} className={styles.issues}>
      {issues.map((issue) => (
        <li key={`${issue.field} ${issue.message}`} className={styles[issue.severity]}>
          <span className={styles.sign} aria-hidden="true">
            {issue.severity === 'error' ? '×' : '!'}
          </span>
          <p>
            <span className="visually-hidden">{WORDS[issue.severity]} </span>
            {issue.message}
            {issue.mend && (
              <button type="button" className={styles.mend} onClick={() => onMend(issue)}>
                {issue.mend.label}
              </button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
