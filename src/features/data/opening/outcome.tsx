import type { WantedData } from '@/stores/opening';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { contentWords } from '../words';

/** Which data set is lacking, and the files that it was opened from. */
export function Wanted({ wanted: { id, entry, by } }: { wanted: WantedData }) {
  return (
    <Notice kind="info" title={`${by === 'design' ? 'Your design' : 'The run that is shown'} needs “${entry.name}”.`}>
      Open {entry.files.join(', ') || 'its files'} ({contentWords(id)}). They are recognized by their content, and the choices below are
      those that were made for them.
    </Notice>
  );
}

/** Why what the preview shows did not become a data set; said where that was asked for. */
export const NotUsed = ({ problem }: { problem: string }) => (
  <Notice kind="error" title="Nothing was kept.">
    {problem}
  </Notice>
);

/** That the files are not those of the data set that is lacking, in what they differ, and how to use them all the same. */
export function NotWanted({ wanted, difference, onUse }: { wanted: WantedData; difference: string; onUse(): void }) {
  return (
    <Notice kind="error" title={`This is not “${wanted.entry.name}”.`} actions={<Button onClick={onUse}>Use as another data set</Button>}>
      {difference}
    </Notice>
  );
}
