import { useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { type Domain, domainSize, type ParameterValue, valuesOf } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import type { Setting } from '@/study/space/settings';
import { suggestedDomain } from '@/study/space/suggested-domain';
import { settingOf } from '@/study/words';
import { CheckField } from '@/ui/fields/check-field';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import { TextField } from '@/ui/fields/text-field';
import { DesignList } from './design-list';
import styles from './setup.module.css';

interface DomainEditorProps {
  base: Experiment;
  parameter: Parameter;
  onChange(domain: Domain): void;
}

const MOST_LISTED = 8;

/** Which values a setting takes in a study: a range with a step and a scale, or a list. */
export function DomainEditor({ base, parameter, onChange }: DomainEditorProps) {
  const { domain } = parameter;
  const setting = settingOf(base, parameter);
  const field = setting?.field;
  if (parameter.designs && domain.kind === 'list') return <DesignList designs={parameter.designs} {...{ domain, onChange }} />;
  if (field?.type === 'choice' || field?.type === 'boolean') {
    if (domain.kind !== 'list') return null;
    const options: readonly ParameterValue[] = field.type === 'boolean' ? [true, false] : field.options;
    const titleOf = (value: ParameterValue) =>
      typeof value === 'boolean' ? (value ? 'On' : 'Off') : (field.type === 'choice' && field.titles?.[String(value)]) || String(value);
    const toggle = (value: ParameterValue) =>
      domain.values.includes(value) ? domain.values.filter((one) => one !== value) : [...domain.values, value];
    return (
      <div className={styles.checks}>
        {options.map((value) => (
          <CheckField
            key={String(value)}
            label={titleOf(value)}
            checked={domain.values.includes(value)}
            onChange={() => onChange({ kind: 'list', values: toggle(value) })}
          />
        ))}
      </div>
    );
  }
  const switchKind = (kind: string) => {
    if (kind === domain.kind) return;
    if (kind === 'range') onChange(rangeOf(domain, setting));
    else onChange({ kind: 'list', values: listed(domain) });
  };
  return (
    <div className={styles.domain}>
      {!parameter.blocks && (
        <SelectField
          label="Values"
          value={domain.kind}
          options={[
            { value: 'range', label: 'Range' },
            { value: 'list', label: 'List' },
          ]}
          onChange={switchKind}
        />
      )}
      {domain.kind === 'list' ? (
        <ListField values={domain.values} onChange={(values) => onChange({ kind: 'list', values })} />
      ) : (
        <RangeFields domain={domain} whole={field?.type === 'integer'} onChange={onChange} />
      )}
    </div>
  );
}

const listed = (domain: Domain): ParameterValue[] => {
  if (domainSize(domain) <= MOST_LISTED) return valuesOf(domain, MOST_LISTED);
  return domain.kind === 'list' ? domain.values : [domain.min, domain.max];
};

/** A range in the place of a list: the suggested one, or from the least of its numbers to the largest. */
function rangeOf(domain: Domain, setting: Setting | null): Domain {
  const suggested = setting ? suggestedDomain(setting) : null;
  if (suggested?.kind === 'range') return suggested;
  const numbers = domain.kind === 'list' ? domain.values.map(Number).filter(Number.isFinite) : [];
  const [min, max] = numbers.length > 0 ? [Math.min(...numbers), Math.max(...numbers)] : [0, 1];
  return { kind: 'range', min, max, step: setting?.field.type === 'integer' ? 1 : null, log: false };
}

type RangeDomain = Extract<Domain, { kind: 'range' }>;

function RangeFields({ domain, whole, onChange }: { domain: RangeDomain; whole: boolean; onChange(domain: Domain): void }) {
  const set = (change: Partial<RangeDomain>) => onChange({ ...domain, ...change });
  return (
    <>
      <NumberField label="Minimum" value={domain.min} onChange={(min) => set({ min: min ?? Number.NaN })} />
      <NumberField label="Maximum" value={domain.max} onChange={(max) => set({ max: max ?? Number.NaN })} />
      <NumberField
        label="Step"
        help={whole ? 'Whole numbers need a step.' : 'Empty: every value in between.'}
        value={domain.step}
        placeholder={whole ? undefined : 'none'}
        onChange={(step) => set({ step })}
      />
      <CheckField
        label="Log scale"
        help="Draws as many values between 0.001 and 0.01 as between 0.01 and 0.1."
        checked={domain.log}
        onChange={(log) => set({ log })}
      />
    </>
  );
}

/** Numbers with commas between them. */
function ListField({ values, onChange }: { values: readonly ParameterValue[]; onChange(values: ParameterValue[]): void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string) =>
    text
      .split(/[,;\s]+/)
      .filter((part) => part !== '')
      .map(Number);
  return (
    <div className={styles.wide}>
      <TextField
        label="List of numbers"
        help="Separated by commas. The first one is what others are compared with."
        value={typed ?? values.join(', ')}
        maxLength={300}
        onChange={(text) => {
          setTyped(text);
          // What cannot be read goes up as NaN: a study must not start with other values than those that are seen.
          onChange(read(text));
        }}
      />
    </div>
  );
}
