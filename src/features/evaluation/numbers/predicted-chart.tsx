import { memo, useMemo } from 'react';
import { formatCount } from '@/experiment/words/numbers';
import { predictedAxes } from '@/metrics/numbers/chart-axes';
import { dotsOf, MOST_DOTS, shortTick } from '@/metrics/numbers/scale';
import { BOTTOM, LEFT, NumberChart, RIGHT, TOP } from './number-chart';
import styles from './number-report.module.css';
import type { NumberSource } from './source';

/** Each row at its true number and what was predicted: perfect predictions lie on the diagonal. */
export const PredictedChart = memo(function PredictedChart({ numbers, subject }: Pick<NumberSource, 'numbers' | 'subject'>) {
  const { truth, predicted, target } = numbers;
  const { x, y } = useMemo(() => predictedAxes(numbers), [numbers]);
  const [low, high] = x.domain;
  const dots = useMemo(() => dotsOf(truth, predicted, MOST_DOTS), [truth, predicted]);
  const title = `Predicted against true ${target.name}`;
  return (
    <NumberChart
      title="Predicted against true"
      picture={async () => (await import('@/print/charts/numbers')).predictedPicture(numbers, subject)}
      description={`${title}: ${formatCount(dots.length)} rows as dots; perfect predictions lie on the diagonal.`}
      xTitle={x.title}
      yTitle={y.title}
    >
      {({ width, height }) => {
        const across = (value: number) => LEFT + ((value - low) / (high - low)) * (width - LEFT - RIGHT);
        const up = (value: number) => height - BOTTOM - ((value - low) / (high - low)) * (height - BOTTOM - TOP);
        return (
          <>
            {x.ticks.map((tick) => (
              <g key={tick}>
                <path d={`M${LEFT} ${up(tick)}H${width - RIGHT}`} className={styles.rule} />
                <text x={LEFT - 6} y={up(tick) + 4} textAnchor="end" className={styles.tick}>
                  {shortTick(tick)}
                </text>
                <text x={across(tick)} y={height - BOTTOM + 16} textAnchor="middle" className={styles.tick}>
                  {shortTick(tick)}
                </text>
              </g>
            ))}
            <path d={`M${across(low)} ${up(low)}L${across(high)} ${up(high)}`} className={styles.perfect} />
            {dots.map((dot) => (
              <circle key={dot.row} cx={across(dot.x)} cy={up(dot.y)} r={2} className={styles.dot} />
            ))}
          </>
        );
      }}
    </NumberChart>
  );
});
