import type { EngineChoice } from '@/stores/types';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';

interface EngineFoldProps {
  engine: EngineChoice;
  engines: readonly { value: EngineChoice; label: string }[];
  disabled: boolean;
  onEngine(engine: EngineChoice): void;
}

/** What computes. It is no part of the design: the same Experiment runs on each. */
export function EngineFold({ engine, engines, disabled, onEngine }: EngineFoldProps) {
  // The list says how fast each is; the line has room for the name alone.
  const [chosen] = engines.find(({ value }) => value === engine)?.label.split(' · ') ?? [engine];
  return (
    <Fold title="Engine" summary={chosen} changed={engine !== 'auto'}>
      <SelectField
        label="Engine"
        help="What computes: the graphics card, or the processor. Automatic measures this network on this machine."
        value={engine}
        options={engines}
        disabled={disabled}
        onChange={(value) => onEngine(value as EngineChoice)}
      />
    </Fold>
  );
}
