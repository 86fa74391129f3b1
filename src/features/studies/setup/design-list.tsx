import { changedRows } from '@/experiment/words/setting-rows';
import type { Domain } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import { CheckField } from '@/ui/fields/check-field';
import styles from './setup.module.css';

interface DesignListProps {
  designs: NonNullable<Parameter['designs']>;
  domain: Extract<Domain, { kind: 'list' }>;
  onChange(domain: Domain): void;
}

const MOST_CHANGES = 4;
/** Beyond so many layers that differ, the names of the two networks say more. */
const MOST_LAYERS = 2;

/** Which designs are compared, and how each of them differs from the first. */
export function DesignList({ designs, domain: { values }, onChange }: DesignListProps) {
  const first = designs[String(values[0])];
  const names = Object.keys(designs);
  const toggle = (name: string) =>
    onChange({ kind: 'list', values: values.includes(name) ? values.filter((one) => one !== name) : [...values, name] });
  return (
    <ul className={styles.designs}>
      {names.map((name) => (
        <li key={name}>
          <CheckField label={name} checked={values.includes(name)} onChange={() => toggle(name)} />
          <p className={styles.soft}>
            {name === values[0] ? 'The others are compared with this one.' : changesWords(designs[name], first)}
          </p>
        </li>
      ))}
    </ul>
  );
}

type Design = DesignListProps['designs'][string] | undefined;

/** "Learning rate 0.01 instead of 0.001; Epochs 5 instead of 10." Or "Another network; …". */
function changesWords(design: Design, first: Design): string {
  if (!design || !first) return '';
  const rows = changedRows(design, first);
  const others = rows.filter(({ key }) => !key.startsWith('layer.'));
  const isOther = rows.length - others.length > MOST_LAYERS;
  const all = (isOther ? others : rows).map(({ label, value, base }) => `${label} ${value} instead of ${base}`);
  const told = isOther ? ['Another network', ...all] : all;
  const words = told.slice(0, MOST_CHANGES);
  const more = told.length - words.length;
  return `${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
