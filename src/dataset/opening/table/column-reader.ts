import { MISSING_LEVEL } from '@/experiment/data/table';
import type { Decimal } from './formats';
import { isMissing, parseNumber } from './numbers';

/** Different values of a column that are kept as words; of more, only their numbers are. */
export const MOST_WORDS = 1000;

/** A cell that is neither missing nor a number. */
interface Stray {
  count: number;
  example: string;
  line: number;
}

/** Gathers a column cell by cell: as words while they are few, which takes two bytes a cell, then as numbers. */
export class ColumnReader {
  /** In the order in which they came. */
  readonly words: string[] = [];
  /** How many cells have each word. */
  readonly counts: number[] = [];
  length = 0;
  missing = 0;
  /** Positions among the words, or MISSING_LEVEL; `null` where the words were too many. */
  private codes: Uint16Array | null = new Uint16Array(1024);
  private numbers: Float64Array = new Float64Array(0);
  private readonly places = new Map<string, number>();
  private readonly firstLines: number[] = [];
  private stray: Stray = { count: 0, example: '', line: 0 };

  constructor(private readonly decimal: Decimal) {}

  /** @param line where in the file the row begins, counted from 1 */
  add(cell: string, line: number): void {
    const word = cell.trim();
    const missing = isMissing(word);
    if (missing) this.missing++;
    if (this.codes) this.addWord(missing ? null : word, line);
    else this.addNumber(missing ? null : word, line);
    this.length++;
  }

  private addWord(word: string | null, line: number): void {
    const known = word === null ? MISSING_LEVEL : this.places.get(word);
    if (known === undefined && this.words.length === MOST_WORDS) {
      this.turnToNumbers();
      this.addNumber(word, line);
      return;
    }
    const code = known ?? this.newWord(word ?? '', line);
    if (word !== null) this.counts[code]!++;
    const codes = this.codes ?? new Uint16Array(0);
    this.codes = this.length < codes.length ? codes : grown(codes, new Uint16Array(2 * codes.length));
    this.codes[this.length] = code;
  }

  private newWord(word: string, line: number): number {
    this.words.push(word);
    this.counts.push(0);
    this.firstLines.push(line);
    this.places.set(word, this.words.length - 1);
    return this.words.length - 1;
  }

  private turnToNumbers(): void {
    this.stray = this.strayCells();
    this.numbers = grown(this.numbersOfWords(), new Float64Array(Math.max(1024, 2 * this.length)));
    this.codes = null;
  }

  private addNumber(word: string | null, line: number): void {
    const value = word === null ? Number.NaN : parseNumber(word, this.decimal);
    if (word !== null && Number.isNaN(value)) {
      const { stray } = this;
      this.stray = stray.count > 0 ? { ...stray, count: stray.count + 1 } : { count: 1, example: word, line };
    }
    if (this.length >= this.numbers.length) this.numbers = grown(this.numbers, new Float64Array(2 * this.numbers.length));
    this.numbers[this.length] = value;
  }

  private numbersOfWords(): Float64Array {
    const values = this.words.map((word) => parseNumber(word, this.decimal));
    return Float64Array.from({ length: this.length }, (_, i) => values[this.codes?.[i] ?? 0] ?? Number.NaN);
  }

  /** The cells that are neither missing nor numbers: how many, and the first of them. */
  strayCells(): Stray {
    if (!this.codes) return this.stray;
    const strays = [...this.words.keys()].filter((code) => Number.isNaN(parseNumber(this.words[code]!, this.decimal)));
    const [first] = strays;
    const count = strays.reduce((sum, code) => sum + this.counts[code]!, 0);
    return first === undefined ? { count: 0, example: '', line: 0 } : { count, example: this.words[first]!, line: this.firstLines[first]! };
  }

  /** Positions among the words, or MISSING_LEVEL; `null` where there are too many different ones. */
  wordCodes(): Uint16Array | null {
    return this.codes?.subarray(0, this.length) ?? null;
  }

  /** A number for each cell, NaN where it is missing or none. */
  values(): Float64Array {
    return this.codes ? this.numbersOfWords() : this.numbers.subarray(0, this.length);
  }
}

function grown<A extends Uint16Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
