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

/** "Learning rate 0.01 instead of 0.001; Epochs 5 instead of 10." */
function changesWords(design: Design, first: Design): string {
  if (!design || !first) return '';
  const rows = changedRows(design, first);
  const words = rows.slice(0, MOST_CHANGES).map(({ label, value, base }) => `${label} ${value} instead of ${base}`);
  const more = rows.length - words.length;
  return `${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
