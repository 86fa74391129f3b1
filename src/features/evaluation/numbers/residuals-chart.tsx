import { memo, useMemo } from 'react';
import { formatInUnit } from '@/experiment/words/score';
import { residualAxes } from '@/metrics/numbers/chart-axes';
import { RESIDUAL_BINS, residualBins, shortTick } from '@/metrics/numbers/scale';
import { Term } from '@/ui/help/term';
import { BOTTOM, LEFT, NumberChart, RIGHT, TOP } from './number-chart';
import styles from './number-report.module.css';
import type { NumberSource } from './source';
import { RESIDUAL } from './terms';

/** How many rows are off by how much. */
export const ResidualsChart = memo(function ResidualsChart({ numbers, subject }: Pick<NumberSource, 'numbers' | 'subject'>) {
  const { truth, predicted, target } = numbers;
  const { reach, counts } = useMemo(() => residualBins(truth, predicted, RESIDUAL_BINS), [truth, predicted]);
  const { x, y } = residualAxes(target, reach, counts);
  const [, most] = y.domain;
  return (
    <NumberChart
      title={<Term help={RESIDUAL}>Residuals</Term>}
      picture={async () => (await import('@/print/charts/numbers')).residualsPicture(numbers, subject)}
      description={`Residuals between ${formatInUnit(-reach, target.unit)} and ${formatInUnit(reach, target.unit)}, as bars of rows.`}
      xTitle={x.title}
      yTitle={y.title}
    >
      {({ width, height }) => {
        const floor = height - BOTTOM;
        const across = (value: number) => LEFT + ((value + reach) / (2 * reach)) * (width - LEFT - RIGHT);
        const up = (count: number) => floor - (count / most) * (floor - TOP);
        const column = (width - LEFT - RIGHT) / RESIDUAL_BINS;
        return (
          <>
            {x.ticks.map((tick) => (
              <text key={tick} x={across(tick)} y={floor + 16} textAnchor="middle" className={styles.tick}>
                {shortTick(tick)}
              </text>
            ))}
            {y.ticks.map((tick) => (
              <g key={tick}>
                <path d={`M${LEFT} ${up(tick)}H${width - RIGHT}`} className={styles.rule} />
                <text x={LEFT - 6} y={up(tick) + 4} textAnchor="end" className={styles.tick}>
                  {shortTick(tick)}
                </text>
              </g>
            ))}
            <path
              d={counts.map((count, bin) => `M${LEFT + bin * column + 0.5} ${floor}V${up(count)}h${column - 1}V${floor}Z`).join('')}
              className={styles.bar}
            />
            <path d={`M${across(0)} ${TOP}V${floor}`} className={styles.perfect} />
          </>
        );
      }}
    </NumberChart>
  );
});
