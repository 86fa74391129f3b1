import { useDesign } from '@/app/hooks/use-store';
import type { ActionDialogProps } from '@/app/shell/action';
import { linkFragment } from '@/exchange/link';
import { rangeProblems } from '@/exchange/range';
import { ShareDialog } from '@/features/share/share-dialog';

/** The link to the design as it is now. */
export function ShareWired({ open, onClose }: ActionDialogProps) {
  const experiment = useDesign((design) => design.experiment);
  if (!open) return null;
  const [problem] = rangeProblems(experiment);
  return <ShareDialog open onClose={onClose} link={problem ? null : linkTo(linkFragment(experiment))} problem={problem ?? null} />;
}

/** The page's own address with another fragment. */
function linkTo(fragment: string): string {
  const address = new URL(location.href);
  address.search = '';
  address.hash = fragment;
  return address.href;
}
