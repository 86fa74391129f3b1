import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { dismissErasedElsewhere, erasedElsewhereStore } from '@/stores/erased-elsewhere';
import { localStore } from '@/stores/local';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** Why settings are not saved. Runs are saved elsewhere, and may be safe all the same. */
const SETTINGS_LOST = {
  full: 'This browser has no room left for them.',
  denied: 'This browser does not let the page keep data.',
} as const;

/** Says what the browser does not keep: what is trained, what is set, or both; and that another tab erased it. */
export function StorageNotices() {
  const runs = useLab((state) => state.storage?.problem ?? null);
  const settings = useStore(localStore, (state) => state.problem);
  const erased = useStore(erasedElsewhereStore, (state) => state.erased);
  return (
    <>
      {erased && (
        <Notice kind="info" title="Another tab erased everything." actions={<Button onClick={dismissErasedElsewhere}>OK</Button>}>
          What was training here was stopped. Runs, images and settings that Atelier saved in this browser are gone.
        </Notice>
      )}
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
