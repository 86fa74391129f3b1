import { useDesign } from '@/app/hooks/use-store';
import type { ActionDialogProps } from '@/app/shell/action';
import { fitsLink, linkFragment } from '@/exchange/link';
import { rangeProblems } from '@/exchange/range';
import { ownEntry } from '@/experiment/data/own';
import { ShareDialog } from '@/features/share/share-dialog';

/** The link to the design as it is now. */
export function ShareWired({ open, onClose }: ActionDialogProps) {
  const experiment = useDesign((design) => design.experiment);
  if (!open) return null;
  const [outOfRange] = rangeProblems(experiment);
  const fragment = outOfRange ? '' : linkFragment(experiment);
  const problem = outOfRange ?? (fitsLink(fragment) ? null : TOO_MANY);
  const { drawings, dataset } = experiment.data;
  const link = problem ? null : linkTo(fragment);
  return <ShareDialog open onClose={onClose} link={link} problem={problem} drawings={drawings?.list.length ?? 0} own={ownEntry(dataset)} />;
}

const TOO_MANY =
  'It would be too long with all the drawings that the design learns from. Learn from fewer, or save a run as a file instead.';

/** The page's own address with another fragment. */
function linkTo(fragment: string): string {
  const address = new URL(location.href);
  address.search = '';
  address.hash = fragment;
  return address.href;
}
