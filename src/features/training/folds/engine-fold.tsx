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
        help="What does the computing: the graphics card or the processor. Automatic picks the faster one for your network."
        value={engine}
        options={engines}
        disabled={disabled}
        onChange={(value) => onEngine(value as EngineChoice)}
      />
    </Fold>
  );
}
