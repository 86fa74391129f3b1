import type { NetworkPlan, PlannedLayer } from '@/experiment/network/plan';
import { formatCount, formatPart, formatShort } from '@/experiment/words/numbers';
import { parametersOf } from '../known';
import styles from './amounts.module.css';

interface AmountsProps {
  entry: PlannedLayer;
  network: NetworkPlan;
}

/** What a layer takes of the whole network: parameters to learn, and multiply-adds for one image. */
export function Amounts({ entry, network }: AmountsProps) {
  const parameters = entry.trainable + entry.nonTrainable;
  const total = parametersOf(network);
  if (parameters === 0 && entry.multiplyAdds === 0) return null;
  return (
    <dl className={styles.amounts}>
      <Amount name="Parameters" text={formatCount(parameters)} count={parameters} total={total} />
      <Amount
        name="Multiply-adds"
        text={formatShort(entry.multiplyAdds)}
        count={entry.multiplyAdds}
        total={total === null ? null : network.multiplyAdds}
      />
    </dl>
  );
}

interface AmountProps {
  name: string;
  text: string;
  count: number;
  /** `null` while the stack has a gap, and there is no whole to be a part of. */
  total: number | null;
}

function Amount({ name, text, count, total }: AmountProps) {
  const share = total ? count / total : 0;
  return (
    <div className={styles.amount}>
      <dt>{name}</dt>
      <dd className={styles.track} aria-hidden="true">
        <span style={{ width: `${100 * share}%` }} />
      </dd>
      <dd className={styles.figure}>
        {text}
        {total !== null && total > 0 && count > 0 && <span className={styles.part}> · {formatPart(count, total)}</span>}
      </dd>
    </div>
  );
}
