import { formatPercent } from '@/experiment/words/numbers';
import { IMPORTANCE_NAME } from '@/study/findings/importance';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { parameterName } from '@/study/words';
import { Chart } from './chart';
import styles from './charts.module.css';
import { fitting } from './scale';

const ROW = 26;
const COLUMNS = [
  { id: 'setting', title: 'Setting' },
  { id: 'share', title: 'Importance', words: (share: number) => formatPercent(share) },
];

/** How much each parameter matters, the most important first. */
export function ImportanceChart({
  study,
  parameters,
  shares,
}: {
  study: Study;
  parameters: readonly Parameter[];
  shares: ReadonlyMap<string, number>;
}) {
  const rows = parameters
    .map((parameter) => ({ name: parameterName(study.base, parameter), share: shares.get(parameter.address) ?? 0 }))
    .sort((a, b) => b.share - a.share);
  const description = rows.map(({ name, share }) => `${name} ${formatPercent(share, 0)}`).join(', ');
  return (
    <div className={styles.map}>
      <Chart
        title="Importance of each setting"
        height={rows.length * ROW + 4}
        description={description}
        tables={() => [{ caption: IMPORTANCE_NAME, columns: COLUMNS, rows: rows.map(({ name, share }) => [name, share]) }]}
      >
        {(width) => {
          const left = Math.min(190, width * 0.5);
          return rows.map(({ name, share }, i) => (
            <g key={name}>
              <text x={left - 8} y={i * ROW + ROW / 2} className={styles.name} textAnchor="end" dominantBaseline="middle">
                {fitting(name, left - 12)}
                <title>{name}</title>
              </text>
              <rect
                x={left}
                y={i * ROW + 5}
                width={Math.max(1, share * (width - left - 50))}
                height={ROW - 10}
                rx={3}
                className={styles.bar}
              />
              <text x={left + share * (width - left - 50) + 6} y={i * ROW + ROW / 2} className={styles.tick} dominantBaseline="middle">
                {formatPercent(share, 0)}
              </text>
            </g>
          ));
        }}
      </Chart>
      <p className={styles.method}>{IMPORTANCE_NAME}.</p>
    </div>
  );
}
