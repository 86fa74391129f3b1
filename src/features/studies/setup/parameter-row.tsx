import type { Experiment } from '@/experiment/experiment';
import type { Domain } from '@/study/space/domain';
import { parameterProblem } from '@/study/space/experiment-space';
import type { Parameter } from '@/study/space/search-space';
import { parameterName } from '@/study/words';
import { Button } from '@/ui/button';
import { DomainEditor } from './domain-editor';
import styles from './setup.module.css';

interface ParameterRowProps {
  base: Experiment;
  parameter: Parameter;
  /** Whether the design has no such setting, whatever the others are. */
  isLeftOut?: boolean;
  onDomain(domain: Domain): void;
  onClose(): void;
}

/** One tuned setting with its values. */
export function ParameterRow({ base, parameter, isLeftOut = false, onDomain, onClose }: ParameterRowProps) {
  const name = parameterName(base, parameter);
  const problem = parameterProblem(base, parameter);
  return (
    <li className={styles.parameter}>
      <div className={styles.parameterHead}>
        <strong>{name}</strong>
        <Button look="icon" aria-label={`Do not tune ${name}`} onClick={onClose}>
          ×
        </Button>
      </div>
      {isLeftOut ? (
        <p className={styles.problem}>The design no longer has this setting. It is left out.</p>
      ) : (
        <DomainEditor base={base} parameter={parameter} onChange={onDomain} />
      )}
      {problem && (
        <p className={styles.problem} role="status">
          {problem}
        </p>
      )}
    </li>
  );
}
