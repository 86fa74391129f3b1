import type { ImageFeatures } from '@/metrics/projection/features';
import type { WorkerContext } from '@/worker/context';
import type { Neighbour, QuestionOf } from '@/worker/protocol';
import type { IdleQueue } from '@/worker/run/idle-queue';
import type { CurrentModel } from './current-model';
import { featuresOfImage, featuresOfSet } from './features';
import { Latest } from './latest';
import { findNeighbours } from './neighbours';

const SEARCH_CANCELLED = 'The search for the nearest training images was canceled.';
const FEATURES_CANCELLED = 'The map was canceled.';

/** Looks through many images for the page: of each kind of search only the newest goes on. */
export class Searches {
  private readonly searching = new Latest(SEARCH_CANCELLED);
  private readonly gathering = new Latest(FEATURES_CANCELLED);

  constructor(
    private readonly currentModel: CurrentModel,
    private readonly context: WorkerContext,
  ) {}

  /** The nearest training images of the run, in slices. Rejects once another search begins, or this one is cancelled. */
  neighbours({ pixels, count, except }: QuestionOf<'neighbours'>): Promise<Neighbour[]> {
    const signal = this.searching.begin();
    const { outbox, yieldToEvents } = this.context;
    const breathe = () => {
      outbox.pulse();
      return yieldToEvents();
    };
    return this.currentModel.ask({ epoch: null, queue: null }, (model, data) =>
      findNeighbours(data(), { pixels: model.fitted(pixels), count, except }, { signal, breathe }),
    );
  }

  cancelNeighbours(): void {
    this.searching.cancel();
  }

  /** Numbers that tell images apart, for a map. `queue` is the active run's. Of a set, rejects once another is asked for, or this one is cancelled. */
  features({ of, space }: QuestionOf<'features'>, queue: IdleQueue | null): Promise<ImageFeatures> {
    const now = { epoch: null, queue };
    if ('pixels' in of) return this.currentModel.ask(now, (model) => featuresOfImage(model, of.pixels, space));
    const signal = this.gathering.begin();
    return this.currentModel.ask(now, (model, data) => featuresOfSet(model, data(), { ...of, space }, { signal, ...this.context }));
  }

  cancelFeatures(): void {
    this.gathering.cancel();
  }
}
