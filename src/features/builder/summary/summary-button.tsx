import { useState } from 'react';
import type { NetworkPlan } from '@/experiment/network/plan';
import { summaryText } from '@/experiment/network/summary';
import { Button } from '@/ui/button';
import { SummaryDialog } from './summary-dialog';

/** Opens the network's summary. */
export function SummaryButton({ network, name }: { network: NetworkPlan; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Summary
      </Button>
      <SummaryDialog name={name} network={network} text={open ? summaryText(network) : ''} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
