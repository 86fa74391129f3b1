import type { SettingIssue } from '@/experiment/setting-issue';
import { Button } from '@/ui/button';

/** Something worth knowing about a setting, with a button where a number would mend it. */
export function SettingRemark({ issue, onMend }: { issue: SettingIssue; onMend: (value: number) => void }) {
  const { message, mend } = issue;
  return (
    <>
      {message}
      {mend && (
        <>
          {' '}
          <Button look="quiet" onClick={() => onMend(mend.value)}>
            {mend.label}
          </Button>
        </>
      )}
    </>
  );
}
