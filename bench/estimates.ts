/** One setting: what the app said it would take, and what it took. */
export interface EstimateRow {
  setting: string;
  said: string;
  saidSeconds: number;
  seconds: number;
}

/** Presets with settings that make the passes weigh differently: few and many epochs, small and large batches. */
const SETTINGS: readonly (readonly [preset: string, settings: Record<string, number>])[] = [
  ['Softmax regression', { Epochs: 5 }],
  ['Softmax regression', { Epochs: 5, 'Batch size': 8 }],
  ['One hidden layer', { Epochs: 3 }],
  ['One hidden layer', { Epochs: 3, 'Batch size': 256 }],
  ['MLP', { Epochs: 3 }],
  ['MLP', { Epochs: 3, 'Batch size': 16 }],
  ['Small CNN', { Epochs: 2 }],
  ['Small CNN', { Epochs: 1, 'Batch size': 256 }],
  ['CNN with batch norm and dropout', { Epochs: 1 }],
  ['CNN with batch norm and dropout', { Epochs: 1, 'Batch size': 128 }],
];

/** How far an estimate may be off on an idle machine. */
const TOLERANCE = 0.3;

/**
 * @param measure trains a preset with settings; resolves with the words of the estimate and the seconds of the run
 * @param say prints a line, each setting as soon as it is measured
 */
export async function benchEstimates(
  measure: (preset: string, settings: Record<string, number>) => Promise<[said: string, seconds: number]>,
  say: (line: string) => void,
): Promise<EstimateRow[]> {
  const rows: EstimateRow[] = [];
  say('setting | said | took, s | off by');
  for (const [preset, settings] of SETTINGS) {
    const [said, seconds] = await measure(preset, settings);
    const setting = [preset, ...Object.entries(settings).map(([name, value]) => `${name} ${value}`)].join(', ');
    const row = { setting, said, saidSeconds: secondsIn(said), seconds };
    rows.push(row);
    say(lineOf(row));
  }
  return rows;
}

function lineOf({ setting, said, saidSeconds, seconds }: EstimateRow): string {
  const off = saidSeconds / seconds - 1;
  return [setting, said, seconds.toFixed(1), `${Math.round(100 * off)}%${Math.abs(off) > TOLERANCE ? ' TOO FAR' : ''}`].join(' | ');
}

/** Reads "about 4.7 s", "at most about 2 min 5 s" as seconds. */
function secondsIn(said: string): number {
  const units = { h: 3600, min: 60, s: 1 } as const;
  const parts = Object.entries(units).map(([unit, seconds]) => seconds * Number(said.match(new RegExp(`([\\d.]+) ${unit}\\b`))?.[1] ?? 0));
  return parts.reduce((sum, part) => sum + part);
}
