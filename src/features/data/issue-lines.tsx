import type { SettingIssue } from '@/experiment/setting-issue';
import styles from './data-settings.module.css';

/** What is said of a whole section, or of something that shows no field of its own. */
export function IssueLines({ issues }: { issues: readonly SettingIssue[] }) {
  if (issues.length === 0) return null;
  return (
    <ul className={styles.issues}>
      {issues.map(({ field, message, severity }) => (
        <li key={`${field} ${message}`} data-severity={severity}>
          {message}
        </li>
      ))}
    </ul>
  );
}
