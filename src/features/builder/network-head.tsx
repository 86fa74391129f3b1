import { type RefObject, useId } from 'react';
import { useHelp } from '@/ui/help/use-help';
import styles from './network-head.module.css';
import type { NetworkPanelProps, PresetChoice } from './types';
import { UndoButtons } from './undo-buttons';

type NetworkHeadProps = Pick<
  NetworkPanelProps,
  'presets' | 'classicalModels' | 'preset' | 'onPreset' | 'canUndo' | 'canRedo' | 'onUndo' | 'onRedo'
> & {
  /** Gets the field that names the model. */
  select: RefObject<HTMLSelectElement | null>;
};

/** The stack to start from or the model to take in its place, and the way back. */
export function NetworkHead(props: NetworkHeadProps) {
  return (
    <>
      <PresetSelect {...props} />
      <UndoButtons {...props} />
    </>
  );
}

const START = 'A network to start from, or a classical model. It replaces your layers. You can undo it.';

function PresetSelect({
  presets,
  classicalModels,
  preset,
  onPreset,
  select,
}: Omit<NetworkHeadProps, 'canUndo' | 'canRedo' | 'onUndo' | 'onRedo'>) {
  const id = useId();
  const chosen = [...presets, ...classicalModels].find((one) => one.id === preset);
  const help = useHelp(chosen ? `${chosen.title}: ${chosen.help}` : START);
  return (
    <span className={styles.preset}>
      <label htmlFor={id} className={styles.label} {...help.anchor}>
        Preset
      </label>
      <select
        ref={select}
        id={id}
        className={styles.select}
        value={chosen?.id ?? ''}
        aria-describedby={help.id}
        onChange={(event) => onPreset(event.target.value)}
        {...help.focus}
      >
        {!chosen && (
          <option value="" disabled>
            Custom
          </option>
        )}
        <Group label="Networks" choices={presets} />
        <Group label="Classical models" choices={classicalModels} />
      </select>
      {help.bubble}
    </span>
  );
}

const Group = ({ label, choices }: { label: string; choices: readonly PresetChoice[] }) => (
  <optgroup label={label}>
    {choices.map((one) => (
      <option key={one.id} value={one.id} title={one.help}>
        {one.title}
      </option>
    ))}
  </optgroup>
);
