/**
 * The k smallest keys seen so far, as a heap with the largest on top. A key is distance * count + place, which orders by squared distance and,
 * at equal distance, by place: whole numbers below 2^53, so the order in which images are looked at makes no difference.
 */
export class Nearest {
  private readonly heap: Float64Array;
  /** Squared distances above this are of no interest any more. */
  limit = Number.POSITIVE_INFINITY;

  /** Keeps `k` of the places 0 to `count` - 1. */
  constructor(
    readonly k: number,
    private readonly count: number,
  ) {
    this.heap = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  }

  clear(): void {
    this.heap.fill(Number.POSITIVE_INFINITY);
    this.limit = Number.POSITIVE_INFINITY;
  }

  offer(distance: number, place: number): void {
    const key = distance * this.count + place;
    if (key >= this.heap[0]!) return;
    this.sink(key);
    const top = this.heap[0]!;
    this.limit = top === Number.POSITIVE_INFINITY ? top : Math.floor(top / this.count);
  }

  /** Puts a key in the largest one's place and lets it sink to where it belongs. */
  private sink(key: number): void {
    const { heap } = this;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1]! > heap[child]!) child++;
      if (heap[child]! <= key) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = key;
  }

  /** The places and squared distances kept, nearest first. */
  result(): { place: number; distance: number }[] {
    const keys = this.heap.toSorted().filter((key) => key < Number.POSITIVE_INFINITY);
    return Array.from(keys, (key) => ({ place: key % this.count, distance: Math.floor(key / this.count) }));
  }
}
