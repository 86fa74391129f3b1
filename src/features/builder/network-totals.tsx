import type { NetworkPlan } from '@/experiment/network/plan';
import { formatBytes, formatCount, formatShort } from '@/experiment/words/numbers';
import { Term } from '@/ui/help/term';
import { parametersOf } from './known';
import styles from './network-totals.module.css';
import { MULTIPLY_ADDS, PARAMETERS, TRAINABLE } from './terms';

const MEMORY = 'What the parameters take in memory, four bytes each. Training needs about four times as much.';

/** What the whole network comes to. A stack with a gap in it has no total: a dash stands for it. */
export function NetworkTotals({ network }: { network: NetworkPlan }) {
  const { trainable, nonTrainable, multiplyAdds, bytes } = network;
  const total = parametersOf(network);
  const known = total !== null;
  return (
    <div className={styles.totals}>
      <p>
        <output aria-label="Total parameters" className={styles.total}>
          {known ? formatCount(total) : '—'}
        </output>{' '}
        <Term help={PARAMETERS}>parameters</Term>
        {known && (
          <span className={styles.memory} title={`${formatCount(bytes)} bytes`}>
            {' · '}
            <Term help={MEMORY}>{formatBytes(bytes)}</Term>
          </span>
        )}
      </p>
      {known && (
        <p title={`${formatCount(multiplyAdds)} multiply-adds per image`}>
          {formatShort(multiplyAdds)} <Term help={`${MULTIPLY_ADDS} Here: ${formatCount(multiplyAdds)}.`}>multiply-adds</Term>
        </p>
      )}
      {known && nonTrainable > 0 && (
        <p className={styles.split}>
          {formatCount(trainable)} <Term help={TRAINABLE}>trainable</Term> · {formatCount(nonTrainable)} non-trainable
        </p>
      )}
    </div>
  );
}
