import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { planOf } from '@/experiment/network/describe';
import { PRESETS } from '@/experiment/presets/starters';
import { calibrationOf } from '@/metrics/calibration';
import { epochAxis, lossAxis } from '@/metrics/curves/axes';
import { curveRows } from '@/metrics/curves/curve-rows';
import { classCountsPicture } from '@/print/charts/class-counts';
import { type ComparisonPicture, comparisonPicture } from '@/print/charts/comparison';
import { curvesPicture } from '@/print/charts/curves';
import { MARKERS } from '@/print/charts/markers';
import { predictedPicture, residualsPicture } from '@/print/charts/numbers';
import { rankingPicture } from '@/print/charts/ranking';
import { ratePicture } from '@/print/charts/rate';
import { reliabilityPicture } from '@/print/charts/reliability';
import { confusionPicture } from '@/print/confusion';
import { differencePicture } from '@/print/confusion-difference';
import { el, text } from '@/print/markup';
import { networkPicture } from '@/print/network';
import type { Picture } from '@/print/picture';
import { samplesPicture } from '@/print/samples';
import { fileNameOf } from '@/ui/files/file-name';

const HOSTILE = '<script>alert(1)</script>"\'&\u0000\u202e]]>';

const rows = curveRows({
  values: [2, 1.5, Number.NaN, 1],
  stepsPerEpoch: 2,
  plannedSteps: 4,
  epochs: [
    { step: 2, validation: 1.8 },
    { step: 4, validation: 1.2 },
  ],
});

const lines = { training: [{ x: 1, raw: 2, smooth: 1.5 }], validation: [{ x: 1, y: 1.8 }] };

const comparisonOf = (runs: ComparisonPicture['runs']): Picture =>
  comparisonPicture({
    title: 'Loss',
    tickText: String,
    unit: 'Epoch',
    parts: 'both',
    xAxis: epochAxis(2),
    yAxis: lossAxis([[1, 2]], 'linear'),
    scale: 'linear',
    runs,
  });

/** One of each kind, all names in it chosen by somebody else. */
function pictures(name: string): Record<string, Picture> {
  const layers = PRESETS.find(({ id }) => id === 'small-cnn')?.layers ?? [];
  const square = [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ];
  return {
    difference: differencePicture({
      cells: [
        [
          { words: '+2.0', better: true },
          { words: '−2.0', better: true },
        ],
        [{ words: '+1.5', better: false }, { words: '0' }],
      ],
      classNames: [name, 'Bag'],
      title: 'Confusion of B minus that of A',
      subtitle: name,
    }),
    curves: curvesPicture({
      metric: 'loss',
      subtitle: name,
      rows,
      ghost: { name, rows },
      xAxis: epochAxis(2),
      yAxis: lossAxis([rows.map(({ smooth }) => smooth)], 'linear'),
      scale: 'linear',
      shows: { training: true, validation: true, ghost: true },
    }),
    ranking: rankingPicture({
      title: 'ROC',
      subtitle: name,
      xLabel: 'False positive rate',
      yLabel: 'True positive rate',
      curves: [{ name, points: square }],
      chosen: null,
      diagonal: true,
      point: { x: 0.5, y: 0.5 },
    }),
    predicted: predictedPicture(
      { truth: Float64Array.of(1, 2, 3), predicted: Float64Array.of(1, 2.5, 9), target: { name, unit: name } },
      name,
    ),
    residuals: residualsPicture(
      { truth: Float64Array.of(1, 2, 3), predicted: Float64Array.of(1, 2.5, 9), target: { name, unit: name } },
      name,
    ),
    reliability: reliabilityPicture(calibrationOf(Float32Array.of(0.9, 0.1), [0], 2), name),
    confusion: confusionPicture({
      confusion: [
        [7, 3],
        [0, 5],
      ],
      classNames: [name, 'other'],
      by: 'counts',
      subtitle: name,
    }),
    rate: ratePicture({ rates: [0, 0.001, 0.0005], epochs: 3, subtitle: name }),
    classes: classCountsPicture({
      title: 'Training images',
      subtitle: name,
      counts: [
        { name, count: 1200 },
        { name: 'other', count: 0 },
      ],
    }),
    comparison: comparisonOf([{ letter: 'A', title: name, mark: { hue: 0, shape: 'circle' }, lines }]),
    network: networkPicture(planOf({ ...defaultExperiment(), model: { kind: 'network', layers } }), name),
    samples: samplesPicture({
      samples: { epoch: 1, step: 2, set: 'test', items: [{ index: 0, pixels: new Uint8Array(784), target: 0, probabilities: [0.3, 0.7] }] },
      classNames: [name, 'other'],
      imageShape: [28, 28, 1],
      subtitle: name,
    }),
  };
}

/** Whether every element that is opened is closed in its place, and attributes are quoted. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replace(/<(\/?)([a-z]+)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<]*")*)>/g, (_, closes: string, name: string) => {
    if (!closes) open.push(name);
    else if (open.pop() !== name) open.push('wrong');
    return '';
  });
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!(?:amp|lt|gt|quot|#39);)/.test(svg);
}

describe.each(Object.keys(pictures('A')))('the picture of %s', (kind) => {
  const picture = (name: string): Picture => pictures(name)[kind] as Picture;

  it('is one well-formed SVG document with its title inside', () => {
    const { svg, width, height } = picture('Three runs');
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain(`viewBox="0 0 ${width} ${height}"`);
    expect(svg).toContain('Three runs');
    expect(svg).not.toContain('NaN');
    expect(svg).not.toContain('undefined');
  });

  it('shows hostile names as text', () => {
    const { svg, name } = picture(HOSTILE);
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u202e');
    expect(fileNameOf(name)).toMatch(/^[\p{L}\p{N}-]+$/u);
  });

  it('asks nothing from anywhere', () => {
    const addresses = [...picture('A').svg.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.every((address) => address?.startsWith('data:image/png;base64,'))).toBe(true);
  });
});

describe('markup', () => {
  it('escapes any text so that it reads as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        expect(isWellFormed(el('text', { title: words }, text(words)))).toBe(true);
      }),
    );
    expect(text('a < b & "c"')).toBe('a &lt; b &amp; &quot;c&quot;');
  });
});

describe('the comparison', () => {
  it('names every run by letter and title, and gives it the color that it has on the page whichever are hidden', () => {
    const both = comparisonOf([
      { letter: 'B', title: 'Second', mark: { hue: 1, shape: 'square' }, lines },
      { letter: 'C', title: 'Third', mark: { hue: 2, shape: 'triangle' }, lines },
    ]).svg;
    for (const words of ['Loss of 2 runs', 'B Second', 'C Third']) expect(both).toContain(words);
    const alone = comparisonOf([{ letter: 'C', title: 'Third', mark: { hue: 2, shape: 'triangle' }, lines }]).svg;
    const [color] = alone.match(/(?<=stroke=")#(?!e4e0da|8d8882|625e59|1c1b1a)[0-9a-f]{6}/) ?? [];
    expect(color).toBeDefined();
    expect(both.split(`stroke="${color}"`).length).toBeGreaterThan(1);
    // In the legend and on the validation line: nobody has to see colors to tell two lines apart.
    for (const shape of ['square', 'triangle'] as const) expect(both.split(`d="${MARKERS[shape]}"`)).toHaveLength(3);
    expect(comparisonOf([{ letter: 'B', title: 'Second', mark: { hue: 1, shape: 'square' }, lines }]).svg).not.toContain(
      `stroke="${color}"`,
    );
  });
});

describe('the confusion matrix', () => {
  it('has every count of the matrix, and shares in percent', () => {
    expect(pictures('A').confusion?.svg).toMatch(/>7<.*>3<.*>5</s);
    const shares = confusionPicture({
      confusion: [
        [3, 1],
        [0, 5],
      ],
      classNames: ['a', 'b'],
      by: 'row',
      subtitle: '',
    });
    expect(shares.svg).toMatch(/>75<.*>25<.*>100</s);
  });
});
