import type { StepResults } from '@/engine/engine';
import { type Places, RESULTS } from '@/engine/wasm/places';
import { viewOf } from './state';

/** The losses and hits of steps: the kernels append them to a list in linear memory, which is emptied before it is full. */
export class ResultList {
  /** Fetched because the list was full. */
  private fetched: StepResults[] = [];

  constructor(
    private readonly words: Uint32Array,
    private readonly floats: Float32Array,
    private readonly places: Places,
  ) {}

  /** After each step: makes room for the next one. */
  keep(): void {
    if (this.waiting === RESULTS) this.fetched.push(this.fetch());
  }

  /** The results of all steps since the last reading. */
  read(): StepResults {
    const all = [...this.fetched, this.fetch()];
    this.fetched = [];
    return { losses: join(all.map(({ losses }) => losses)), correct: join(all.map(({ correct }) => correct)) };
  }

  /** Steps whose results still lie in linear memory. */
  private get waiting(): number {
    return this.words[this.places.cursor / 4]!;
  }

  private fetch(): StepResults {
    const { losses, correct, cursor } = this.places;
    const count = this.waiting;
    this.words[cursor / 4] = 0;
    return { losses: viewOf(this.floats, losses, count).slice(), correct: viewOf(this.floats, correct, count).slice() };
  }
}

function join(pieces: Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return all;
}
