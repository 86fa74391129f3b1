import type { KeyboardEvent, PointerEvent } from 'react';
import { OBJECTIVES } from '@/study/objective';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { figureWords, parameterName, valueWords } from '@/study/words';
import { Button } from '@/ui/button';
import { Chart } from './chart';
import styles from './charts.module.css';
import { figureColumn, parameterColumn, TRIAL_COLUMN, valueCell } from './columns';
import type { Rated } from './rated';
import { type FigureAxis, fitting, labelledValues, placeOn, shade, shareOn } from './scale';

/** Which part of each axis is chosen, by address (`objective` for the figure): from and to, from 0 at the bottom to 1. */
export type Brushes = Readonly<Record<string, readonly [from: number, to: number]>>;

const FIGURE = 'objective';
const HEIGHT = 272;
const TOP = 46;
/** The names of axes that are nearer to each other than this would say nothing. */
const LEAST_ROOM = 96;
const BOTTOM = HEIGHT - 22;
const STEP = 0.05;
const FIRST_WIDTH = 0.3;
/** Of the way to the next axis: a name in the middle reaches half of its length towards it, one at the edge all of it. */
const MIDDLE_SHARE = 0.74;
const OUTER_SHARE = 0.6;

/** Where a trial lies on an axis; `null` where the parameter does not count in it. */
function placeIn(axis: FigureAxis, parameter: Parameter | null, { trial, figure }: Rated): number | null {
  if (!parameter) return shareOn(axis, figure);
  const value = trial.values[parameter.address];
  return value === undefined ? null : placeOn(parameter.domain, value);
}

/** The trials that lie in every brush. */
export const brushed = (brushes: Brushes, axis: FigureAxis, parameters: readonly Parameter[], rated: readonly Rated[]): Rated[] =>
  rated.filter((one) =>
    [...parameters, null].every((parameter) => {
      const brush = brushes[parameter?.address ?? FIGURE];
      const place = placeIn(axis, parameter, one);
      return !brush || (place !== null && place >= brush[0] - 1e-9 && place <= brush[1] + 1e-9);
    }),
  );

interface ParallelChartProps {
  study: Study;
  parameters: readonly Parameter[];
  rated: readonly Rated[];
  axis: FigureAxis;
  brushes: Brushes;
  onBrushes(brushes: Brushes): void;
}

/** Every trial as a line across all parameters to its figure. Dragging along an axis, or the arrow keys on it, choose a part of it. */
export function ParallelChart({ study, parameters, rated, axis, brushes, onBrushes }: ParallelChartProps) {
  const { objective } = study;
  const axes: (Parameter | null)[] = [...parameters, null];
  const kept = new Set(brushed(brushes, axis, parameters, rated));
  const goodness = (figure: number) => (objective === 'validationAccuracy' ? shareOn(axis, figure) : 1 - shareOn(axis, figure));
  const set = (key: string, brush: readonly [number, number] | null) => {
    const { [key]: _, ...others } = brushes;
    onBrushes(brush ? { ...others, [key]: brush } : others);
  };
  const aside = Object.keys(brushes).length > 0 && <Button onClick={() => onBrushes({})}>Clear selection</Button>;
  return (
    <Chart
      interactive
      title="Parallel coordinates"
      height={HEIGHT}
      leastWidth={40 + LEAST_ROOM * (axes.length - 1)}
      description={`${kept.size} of ${rated.length} trials chosen.`}
      tables={() => [
        {
          caption: 'Parallel coordinates',
          columns: [
            TRIAL_COLUMN,
            ...parameters.map((parameter) => parameterColumn(study, parameter)),
            figureColumn(objective),
            { id: 'chosen', title: 'Chosen' },
          ],
          rows: rated.map((one) => [
            one.trial.number,
            ...parameters.map((parameter) => valueCell(study, parameter, one.trial)),
            one.figure,
            kept.has(one) ? 'yes' : 'no',
          ]),
        },
      ]}
      aside={aside}
    >
      {(width) => {
        const across = (i: number) => 16 + (i * (width - 40)) / Math.max(1, axes.length - 1);
        const down = (place: number) => BOTTOM - place * (BOTTOM - TOP);
        return (
          <>
            {rated.map((one) => (
              <path
                key={one.trial.number}
                d={pathOf(
                  axes.map((parameter, i) => [across(i), placeIn(axis, parameter, one)]),
                  down,
                )}
                className={styles.line}
                data-out={!kept.has(one) || undefined}
                style={kept.has(one) ? { stroke: shade(goodness(one.figure)) } : undefined}
              >
                <title>{`Trial ${one.trial.number}: ${figureWords(objective, one.figure)}`}</title>
              </path>
            ))}
            {axes.map((parameter, i) => (
              <BrushAxis
                key={parameter?.address ?? FIGURE}
                x={across(i)}
                name={parameter ? parameterName(study.base, parameter) : OBJECTIVES[objective].title}
                lines={nameLines(parameter ? parameterName(study.base, parameter) : OBJECTIVES[objective].title)}
                ticks={
                  parameter
                    ? labelledValues(parameter.domain).map((value) => ({
                        place: placeOn(parameter.domain, value),
                        words: valueWords(study.base, parameter, value),
                      }))
                    : [axis.low, axis.high].map((figure) => ({ place: shareOn(axis, figure), words: figureWords(objective, figure) }))
                }
                anchor={i === 0 ? 'start' : parameter ? 'middle' : 'end'}
                room={(width - 40) / Math.max(1, axes.length - 1)}
                isFirst={i === 0}
                down={down}
                brush={brushes[parameter?.address ?? FIGURE] ?? null}
                onBrush={(brush) => set(parameter?.address ?? FIGURE, brush)}
              />
            ))}
          </>
        );
      }}
    </Chart>
  );
}

/** A name on two lines: "Dense (layer 2): units" as "layer 2" above "units", by which neighbors of the same kind are told apart; others before their last word. */
function nameLines(name: string): string[] {
  const [place = '', label] = name.split(': ');
  if (label !== undefined) return [place.match(/\((layer \d+)\)/)?.[1] ?? place, label];
  const last = name.lastIndexOf(' ');
  return last < 0 ? [name] : [name.slice(0, last), name.slice(last + 1)];
}

/** A parameter that does not count lifts the pen. */
const pathOf = (points: readonly (readonly [number, number | null])[], down: (place: number) => number): string =>
  points
    .map(([x, place], i) =>
      place === null ? '' : `${i > 0 && points[i - 1]?.[1] !== null ? 'L' : 'M'}${x.toFixed(1)} ${down(place).toFixed(1)}`,
    )
    .join('');

interface BrushAxisProps {
  x: number;
  name: string;
  /** Its name as it is written above the axis. */
  lines: readonly string[];
  ticks: readonly { place: number; words: string }[];
  /** Where its name stands: the outer ones stay inside of the picture. */
  anchor: 'start' | 'middle' | 'end';
  /** Pixels to the next axis. */
  room: number;
  /** It gets the focus where a button of this picture has gone. */
  isFirst: boolean;
  down(place: number): number;
  brush: readonly [number, number] | null;
  onBrush(brush: readonly [number, number] | null): void;
}

function BrushAxis({ x, name, lines, ticks, anchor, room, isFirst, down, brush, onBrush }: BrushAxisProps) {
  const placeAt = (event: PointerEvent<SVGElement>) => {
    const { top } = (event.currentTarget.ownerSVGElement ?? event.currentTarget).getBoundingClientRect();
    return Math.min(1, Math.max(0, (BOTTOM - (event.clientY - top)) / (BOTTOM - TOP)));
  };
  const drag = (event: PointerEvent<SVGElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const at = placeAt(event);
    const from = event.type === 'pointerdown' ? at : Number(event.currentTarget.dataset.from);
    event.currentTarget.dataset.from = String(from);
    onBrush([Math.min(from, at), Math.max(from, at)]);
  };
  const key = (event: KeyboardEvent) => {
    const next = keyed(event, brush);
    if (next === undefined) return;
    event.preventDefault();
    onBrush(next);
  };
  return (
    <g>
      <path d={`M${x} ${TOP}V${BOTTOM}`} className={styles.axis} />
      {lines.map((line, i) => (
        <text key={line} x={x} y={26 - 14 * (lines.length - 1 - i)} className={styles.name} textAnchor={anchor}>
          {fitting(line, room * (anchor === 'middle' ? MIDDLE_SHARE : OUTER_SHARE))}
          <title>{name}</title>
        </text>
      ))}
      {ticks.map(({ place, words }) => (
        <text
          key={words}
          x={anchor === 'end' ? x - 5 : x + 5}
          textAnchor={anchor === 'end' ? 'end' : 'start'}
          y={down(place) + (place < 0.02 ? 12 : place > 0.98 ? -4 : 4)}
          className={styles.tick}
        >
          {fitting(words, room - 12)}
          <title>{words}</title>
        </text>
      ))}
      {brush && (
        <rect x={x - 7} width={14} y={down(brush[1])} height={Math.max(2, down(brush[0]) - down(brush[1]))} className={styles.brush} />
      )}
      <rect
        role="slider"
        tabIndex={0}
        data-next-focus={isFirst || undefined}
        aria-label={`Choose trials by ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * (brush ? (brush[0] + brush[1]) / 2 : 50))}
        aria-valuetext={brush ? `${Math.round(100 * brush[0])}% to ${Math.round(100 * brush[1])}% of the axis` : 'all'}
        x={x - 12}
        width={24}
        y={TOP - 6}
        height={BOTTOM - TOP + 12}
        className={styles.grip}
        onPointerDown={drag}
        onPointerMove={drag}
        onDoubleClick={() => onBrush(null)}
        onKeyDown={key}
      />
    </g>
  );
}

/** Arrows move the chosen part, left and right make it narrower and wider, Escape and Delete choose everything. */
function keyed({ key }: KeyboardEvent, brush: readonly [number, number] | null): readonly [number, number] | null | undefined {
  if (key === 'Escape' || key === 'Delete') return null;
  if (!['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(key)) return undefined;
  if (!brush) return key === 'ArrowUp' || key === 'ArrowRight' ? [1 - FIRST_WIDTH, 1] : [0, FIRST_WIDTH];
  const [from, to] = brush;
  const by = key === 'ArrowUp' ? Math.min(STEP, 1 - to) : key === 'ArrowDown' ? -Math.min(STEP, from) : 0;
  const grow = key === 'ArrowRight' ? STEP / 2 : key === 'ArrowLeft' ? -Math.min(STEP / 2, (to - from) / 2) : 0;
  return [Math.max(0, from + by - grow), Math.min(1, to + by + grow)];
}
