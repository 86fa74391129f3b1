import { useState } from 'react';
import { useDesign, useLab } from '@/app/hooks/use-store';
import { readLink } from '@/exchange/link';
import { ownEntry } from '@/experiment/data/own';
import { LinkPreview, LinkRefusal } from '@/features/share/link-preview';
import { editDesign } from '@/stores/design';

/** Shows what the link that the page was opened with would change, and changes it where a person says so. */
export function LinkWired({ hash, onDone }: { hash: string; onDone(): void }) {
  const [reading] = useState(() => readLink(hash));
  const design = useDesign((state) => state.experiment);
  const own = useLab((state) => (state.backend ? state.own : null));
  if (reading.kind === 'none') return null;
  if (reading.kind === 'refused') return <LinkRefusal open message={reading.problem.message} onClose={onDone} />;
  const { experiment } = reading;
  const use = () => {
    editDesign('link', () => experiment);
    onDone();
  };
  const { dataset } = experiment.data;
  // Before the worker has opened nobody knows what is here.
  const lacking = own?.some(({ id }) => id === dataset) === false ? ownEntry(dataset) : null;
  return <LinkPreview open experiment={experiment} design={design} lacking={lacking} onUse={use} onClose={onDone} />;
}
