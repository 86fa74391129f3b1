import type { AlgorithmLine, AlgorithmPart } from '@/metrics/walkthrough/algorithm';
import styles from './algorithm-list.module.css';

interface AlgorithmListProps {
  parts: readonly AlgorithmPart[];
  current: AlgorithmLine;
  onGo(line: AlgorithmLine): void;
}

/** Gradient descent, line by line; the line whose numbers are in view is marked, and any other is opened by choosing it. */
export function AlgorithmList({ parts, current, onGo }: AlgorithmListProps) {
  return (
    <section className={styles.algorithm} aria-label="Algorithm">
      {parts.map(({ title, lines }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ol>
            {lines.map((line) => (
              <li key={line.code}>
                <button
                  type="button"
                  className={styles.line}
                  aria-current={line.code === current.code ? 'step' : undefined}
                  onClick={() => onGo(line)}
                >
                  {line.code}
                </button>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
