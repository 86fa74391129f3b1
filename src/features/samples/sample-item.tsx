import type { ItemShape } from '@/experiment/data/item-shape';
import { shortClassName } from '@/experiment/words/class-names';
import type { SamplePrediction } from '@/run/types';
import { Pixels } from '@/ui/pictures/pixels';
import { barsOf, bestOf } from './bars';
import styles from './sample-item.module.css';

interface SampleItemProps {
  item: SamplePrediction;
  shape: ItemShape;
  nameOf: (target: number) => string;
  onOpen: () => void;
}

/** One image, what it is, what the network says, and how sure it is. */
export function SampleItem({ item, shape, nameOf, onOpen }: SampleItemProps) {
  const said = bestOf(item.probabilities);
  const right = said === item.target;
  return (
    <li className={styles.item} data-right={right}>
      <button type="button" className={styles.open} aria-label={`Open the image: ${nameOf(item.target)}`} onClick={onOpen}>
        <Picture pixels={item.pixels} shape={shape} />
      </button>
      <div className={styles.text}>
        <p className={styles.head}>
          <strong className={styles.name} title={nameOf(item.target)}>
            {shortClassName(nameOf(item.target))}
          </strong>
          <Verdict right={right} said={shortClassName(nameOf(said))} />
        </p>
        {barsOf(item).map((at) => (
          <Bar key={at} name={shortClassName(nameOf(at))} share={item.probabilities[at] ?? 0} right={at === item.target} />
        ))}
      </div>
    </li>
  );
}

/** One image before anything was asked about it. */
export function PreviewItem({ pixels, shape, name }: { pixels: Uint8Array; shape: ItemShape; name: string }) {
  return (
    <li className={styles.item}>
      <Picture pixels={pixels} shape={shape} />
      <div className={styles.preview}>
        <p className={styles.head}>
          <strong className={styles.name} title={name}>
            {shortClassName(name)}
          </strong>
        </p>
        <span className="visually-hidden">no answer yet</span>
        <span className={styles.track} />
        <span className={styles.track} />
      </div>
    </li>
  );
}

function Picture({ pixels, shape }: { pixels: Uint8Array; shape: ItemShape }) {
  return (
    <div className={styles.picture}>
      <Pixels bytes={pixels} width={shape[1]} channels={shape[2]} label="" />
    </div>
  );
}

function Verdict({ right, said }: { right: boolean; said: string }) {
  return (
    <span className={styles.verdict}>
      <span aria-hidden="true">{right ? '✓' : '✗'}</span>
      <span className={right ? 'visually-hidden' : undefined}>{right ? 'right' : ` said ${said}`}</span>
    </span>
  );
}

function Bar({ name, share, right }: { name: string; share: number; right: boolean }) {
  const known = Number.isFinite(share) ? share : 0;
  return (
    <p className={styles.bar} data-right={right}>
      <span className={styles.fill} style={{ width: `calc((100% - 34px) * ${known})` }} />
      <span className={styles.label}>{name}</span>
      <span className={styles.percent}>
        {Math.round(100 * known)}
        <span className="visually-hidden">%</span>
      </span>
    </p>
  );
}
