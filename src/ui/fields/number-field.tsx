import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { type FieldProps, FieldShell } from './field';
import styles from './field.module.css';
import { readNumber, stepped } from './parse-number';

interface NumberFieldProps extends FieldProps {
  /** NaN while nothing readable is typed. `null` only for optional fields. */
  value: number | null;
  onChange: (value: number | null) => void;
  /** Whether somebody is typing: until Enter is pressed or the field is left, the value may be half of a number. For owners whom that would harm. */
  onTyping?: ((typing: boolean) => void) | undefined;
  /** What is worth knowing about a value that may stay. */
  remark?: ReactNode;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | 'any' | undefined;
  disabled?: boolean;
  /** Shown when the field is empty, which then means `null`. */
  placeholder?: string | undefined;
}

/**
 * A number as people type it, with a point or a comma. What can be read goes up at once, also when it is against the owner's rules, which then say so in
 * `error`; the beginning of a number ("0,", "1e-") changes nothing yet; what cannot be read goes up as NaN, and the field says why. A native number
 * field would drop what it cannot read without a word.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, onTyping, help, error, address, remark, min, max, step = 'any', disabled = false, placeholder } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const empty = placeholder === undefined ? Number.NaN : null;
  const reading = draft === null ? null : readNumber(draft);
  const meant = reading?.kind === 'number' ? reading.value : reading?.kind === 'empty' ? empty : Number.NaN;
  // Undo, or another owner, may have changed the value under what was typed.
  const current = reading?.kind === 'unfinished' || (reading && Object.is(meant, value));
  const shown = current && draft !== null ? draft : format(value);

  const type = (text: string) => {
    setDraft(text);
    onTyping?.(true);
    const next = readNumber(text);
    if (next.kind !== 'unfinished') onChange(next.kind === 'number' ? next.value : next.kind === 'empty' ? empty : Number.NaN);
  };
  const settle = () => {
    onTyping?.(false);
    if (reading?.kind === 'unfinished' || value === null || Number.isFinite(value)) setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') settle();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const from = Number.isFinite(value) ? (value as number) : (min ?? 0);
    const next = stepped(from, event.key === 'ArrowUp', { step, min, max });
    settle();
    setDraft(null);
    onChange(next);
  };
  const unreadable = current && reading?.kind === 'unreadable' ? reading.why : undefined;
  return (
    <FieldShell
      label={label}
      help={help}
      error={unreadable ?? error}
      address={address}
      remark={remark}
      note={current ? understood(shown, value) : undefined}
    >
      {({ onBlur, ...control }) => (
        <input
          {...control}
          className={styles.control}
          type="text"
          role="spinbutton"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          aria-valuenow={plain(value)}
          aria-valuetext={shown || (placeholder ?? 'empty')}
          aria-valuemin={min}
          aria-valuemax={max}
          disabled={disabled}
          placeholder={placeholder}
          value={shown}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            onBlur();
            settle();
          }}
        />
      )}
    </FieldShell>
  );
}

/** ARIA wants a number without an exponent; others are told by their text alone. */
const plain = (value: number | null): number | undefined =>
  value === null || !Number.isFinite(value) || String(value).includes('e') ? undefined : value;

const format = (value: number | null) => (value === null || !Number.isFinite(value) ? '' : String(value));

/** Says which number was read where the text is written another way than the page writes it. */
function understood(shown: string, value: number | null): string | undefined {
  return value !== null && Number.isFinite(value) && /[,\s']/.test(shown.trim()) ? `= ${format(value)}` : undefined;
}
