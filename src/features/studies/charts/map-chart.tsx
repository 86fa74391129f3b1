import { useState } from 'react';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { figureWords, parameterName, valueWords } from '@/study/words';
import { SelectField } from '@/ui/fields/select-field';
import { Chart } from './chart';
import styles from './charts.module.css';
import { figureColumn, parameterColumn, TRIAL_COLUMN, valueCell } from './columns';
import type { Rated } from './rated';
import { type FigureAxis, fitting, labelledValues, placeOn, shade, shareOn } from './scale';

interface MapChartProps {
  study: Study;
  parameters: readonly Parameter[];
  rated: readonly Rated[];
  axis: FigureAxis;
}

const HEIGHT = 240;
const SPREAD = 5;

/** Two parameters at once: each trial where it lies, the deeper in color and larger the better. */
export function MapChart({ study, parameters, rated, axis }: MapChartProps) {
  const [first, second] = parameters;
  const [across, setAcross] = useState(first?.address ?? '');
  const [up, setUp] = useState(second?.address ?? '');
  const [x, y] = [across, up].map((address) => parameters.find((one) => one.address === address));
  if (!first || !second) return null;
  const options = parameters.map((parameter) => ({ value: parameter.address, label: parameterName(study.base, parameter) }));
  const shown = x && y ? rated.filter(({ trial }) => trial.values[x.address] !== undefined && trial.values[y.address] !== undefined) : [];
  return (
    <div className={styles.map}>
      <div className={styles.pickers}>
        <SelectField label="Across" value={across} options={options} onChange={setAcross} />
        <SelectField label="Up" value={up} options={options} onChange={setUp} />
      </div>
      {x && y && (
        <Chart
          title="Two settings"
          height={HEIGHT}
          description={`${shown.length} trials by ${parameterName(study.base, x)} and ${parameterName(study.base, y)}.`}
          tables={() => [
            {
              caption: 'Two settings',
              columns: [TRIAL_COLUMN, parameterColumn(study, x), { ...parameterColumn(study, y), id: 'up' }, figureColumn(study.objective)],
              rows: shown.map(({ trial, figure }) => [trial.number, valueCell(study, x, trial), valueCell(study, y, trial), figure]),
            },
          ]}
        >
          {(width) => <Places {...{ study, shown, axis, x, y, width }} />}
        </Chart>
      )}
    </div>
  );
}

function Places({
  study,
  shown,
  axis,
  x,
  y,
  width,
}: {
  study: Study;
  shown: readonly Rated[];
  axis: FigureAxis;
  x: Parameter;
  y: Parameter;
  width: number;
}) {
  const { base, objective } = study;
  const left = 76;
  const across = (value: string | number | boolean) => left + 10 + placeOn(x.domain, value) * (width - left - 30);
  const down = (value: string | number | boolean) => HEIGHT - 34 - placeOn(y.domain, value) * (HEIGHT - 50);
  return (
    <>
      <path d={`M${left} 6V${HEIGHT - 24}H${width - 8}`} className={styles.axis} fill="none" />
      {labelledValues(x.domain).map((value, i, all) => (
        <text
          key={`x ${value}`}
          x={across(value)}
          y={HEIGHT - 8}
          className={styles.tick}
          textAnchor={x.domain.kind === 'list' || i < all.length - 1 ? 'middle' : 'end'}
        >
          {fitting(valueWords(base, x, value), (width - left - 30) / all.length)}
          <title>{valueWords(base, x, value)}</title>
        </text>
      ))}
      {labelledValues(y.domain).map((value) => (
        <text key={`y ${value}`} x={left - 6} y={down(value)} className={styles.tick} textAnchor="end" dominantBaseline="middle">
          {fitting(valueWords(base, y, value), left - 6)}
          <title>{valueWords(base, y, value)}</title>
        </text>
      ))}
      {shown.map(({ trial, figure }) => {
        const share = shareOn(axis, figure);
        const goodness = objective === 'validationAccuracy' ? share : 1 - share;
        // Trials with the same two values would hide each other.
        const angle = trial.number * 2.4;
        const [dx, dy] = [SPREAD * Math.cos(angle), SPREAD * Math.sin(angle)];
        return (
          <circle
            key={trial.number}
            cx={across(trial.values[x.address] ?? 0) + dx}
            cy={down(trial.values[y.address] ?? 0) + dy}
            r={3 + 5 * goodness}
            style={{ fill: shade(goodness), fillOpacity: 0.8 }}
          >
            <title>{`Trial ${trial.number}: ${figureWords(objective, figure)}`}</title>
          </circle>
        );
      })}
    </>
  );
}
