import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { localStore } from '@/stores/local';
import { Notice } from '@/ui/notice';

/** Why settings are not saved. Runs are saved elsewhere, and may be safe all the same. */
const SETTINGS_LOST = {
  full: 'This browser has no room left for them.',
  denied: 'This browser does not let the page keep data.',
} as const;

/** Says what the browser does not keep: what is trained, what is set, or both. */
export function StorageNotices() {
  const runs = useLab((state) => state.storage?.problem ?? null);
  const settings = useStore(localStore, (state) => state.problem);
  return (
    <>
      {runs && (
        <Notice kind="warning" title="Not saved in this browser.">
          {runs} Everything works, but what you train is lost when you close this tab.
        </Notice>
      )}
      {settings && (
        <Notice kind="warning" title="Your settings are not saved.">
          {SETTINGS_LOST[settings]} They are lost when you close this tab; “Copy link” keeps them.
        </Notice>
      )}
    </>
  );
}
