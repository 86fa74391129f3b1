import type { Columns } from './columns';

/** Nodes with at most so many images are sorted, larger ones counted into a histogram. */
const SORTED = 48;
const LEVELS = 256;

/**
 * The images of one node, by one pixel: runs of equal value and class, in order of value. `images` of a value stand in its first run, the other
 * runs of that value have 0.
 */
export class Runs {
  length = 0;
  readonly values: Uint8Array;
  readonly classes: Uint8Array;
  /** How many times the run's images count. */
  readonly counts: Int32Array;
  readonly images: Int32Array;
  private readonly histogram: Int32Array;
  private readonly perValue = new Int32Array(LEVELS);
  private readonly sorted = new Float64Array(SORTED);

  constructor(private readonly classCount: number) {
    const most = Math.max(SORTED, LEVELS * classCount);
    this.values = new Uint8Array(most);
    this.classes = new Uint8Array(most);
    this.counts = new Int32Array(most);
    this.images = new Int32Array(most);
    this.histogram = new Int32Array(LEVELS * classCount);
  }

  /**
   * Reads the values of `pixel`. `node` lists `length` images by their place in `columns`; `labels` and `counts` stand beside, in the same order.
   */
  read(columns: Columns, pixel: number, node: Int32Array, labels: Uint8Array, counts: Int32Array, length: number): void {
    const start = pixel * columns.count;
    if (length <= SORTED) this.readSorted(columns.values, start, node, labels, counts, length);
    else this.readCounted(columns.values, start, node, labels, counts, length);
  }

  /** Whether all images have the same value. */
  isConstant(): boolean {
    return this.values[0] === this.values[this.length - 1];
  }

  private readSorted(values: Uint8Array, start: number, node: Int32Array, labels: Uint8Array, counts: Int32Array, length: number): void {
    const { sorted } = this;
    for (let i = 0; i < length; i++) {
      // Value, class and count in one number: counts stay far below 2^32.
      const key = (values[start + node[i]!]! * LEVELS + labels[i]!) * 4294967296 + counts[i]!;
      let at = i;
      for (; at > 0 && sorted[at - 1]! > key; at--) sorted[at] = sorted[at - 1]!;
      sorted[at] = key;
    }
    this.length = length;
    for (let i = 0; i < length; i++) {
      const head = Math.floor(sorted[i]! / 4294967296);
      this.values[i] = head >>> 8;
      this.classes[i] = head & 255;
      this.counts[i] = sorted[i]! - head * 4294967296;
      this.images[i] = 1;
    }
  }

  private readCounted(values: Uint8Array, start: number, node: Int32Array, labels: Uint8Array, counts: Int32Array, length: number): void {
    const { histogram, perValue, classCount } = this;
    histogram.fill(0);
    perValue.fill(0);
    for (let i = 0; i < length; i++) {
      const value = values[start + node[i]!]!;
      histogram[value * classCount + labels[i]!]! += counts[i]!;
      perValue[value]!++;
    }
    this.length = 0;
    for (let value = 0; value < LEVELS; value++) if (perValue[value]! > 0) this.addValue(value);
  }

  private addValue(value: number): void {
    let images = this.perValue[value]!;
    for (let c = 0; c < this.classCount; c++) {
      const count = this.histogram[value * this.classCount + c]!;
      if (count === 0) continue;
      this.values[this.length] = value;
      this.classes[this.length] = c;
      this.counts[this.length] = count;
      this.images[this.length++] = images;
      images = 0;
    }
  }
}
