import type { ReactNode } from 'react';
import type { NetworkPlan } from '@/experiment/network/plan';
import { summaryRows } from '@/experiment/network/summary';
import { formatCount } from '@/experiment/words/numbers';
import { CopyText } from '@/ui/copy-text';
import { Dialog } from '@/ui/dialogs/dialog';
import { Term } from '@/ui/help/term';
import { SavePicture } from '@/ui/pictures/save-picture';
import { parametersOf } from '../known';
import { PARAMETERS, RECEPTIVE_FIELD, TRAINABLE } from '../terms';
import styles from './summary-dialog.module.css';

interface SummaryDialogProps {
  /** What the network is called. */
  name: string;
  network: NetworkPlan;
  /** The same table as text. */
  text: string;
  open: boolean;
  onClose(): void;
}

/** The network as Keras lists it: each layer with the shape of what leaves it and its parameters, and the part of the image it sees. */
export function SummaryDialog({ name, network, text, open, onClose }: SummaryDialogProps) {
  return (
    <Dialog title="Summary" open={open} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled by keyboard too. */}
      <section className={styles.scroll} aria-label="Layers of the network" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Output shape</th>
              <th scope="col" className={styles.number}>
                <Term help={PARAMETERS}>Parameters</Term>
              </th>
              <th scope="col" className={styles.field}>
                <Term help={RECEPTIVE_FIELD}>Receptive field</Term>
              </th>
            </tr>
          </thead>
          <tbody>
            {summaryRows(network).map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  {row.name} <span className={styles.type}>{row.type}</span>
                </th>
                <td>{row.outputShape}</td>
                <td className={styles.number}>{formatCount(row.parameters)}</td>
                <td className={styles.field}>{row.receptiveField}</td>
              </tr>
            ))}
          </tbody>
          <Totals network={network} />
        </table>
      </section>
      {parametersOf(network) === null && (
        <p className={styles.gap}>The stack is not right yet: what comes after the mistake cannot be counted, and the totals lack it.</p>
      )}
      <div className={styles.copy}>
        <CopyText text={text} label="Copy as text" name="Summary as text" />
        <SavePicture make={async () => (await import('@/print/network')).networkPicture(network, name)} />
      </div>
    </Dialog>
  );
}

function Totals({ network: { trainable, nonTrainable } }: { network: NetworkPlan }) {
  return (
    <tfoot>
      <Total name="Total parameters" count={trainable + nonTrainable} />
      <Total name={<Term help={TRAINABLE}>Trainable</Term>} count={trainable} />
      <Total name="Non-trainable" count={nonTrainable} />
    </tfoot>
  );
}

const Total = ({ name, count }: { name: ReactNode; count: number }) => (
  <tr>
    <th scope="row" colSpan={2}>
      {name}
    </th>
    <td className={styles.number}>{formatCount(count)}</td>
    <td />
  </tr>
);
