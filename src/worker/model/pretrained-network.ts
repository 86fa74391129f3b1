import { taskClassNames } from '@/experiment/data/classes';
import type { WorkerContext } from '@/worker/context';
import type { DrawingAnswer } from '@/worker/protocol';
import { networkPredictor, type Predictor } from './predictor';
import { noImages } from './restore-model';

interface Ready {
  predictor: Predictor;
  classNames: string[];
}

/** The small network that comes with the page and names drawings until one was trained. It is loaded when it is first asked. */
export class PretrainedNetwork {
  private loading: Promise<Ready> | null = null;

  constructor(private readonly context: Pick<WorkerContext, 'engines'>) {}

  async nameDrawing(pixels: Uint8Array): Promise<DrawingAnswer> {
    this.loading ??= this.load();
    const { loading } = this;
    try {
      const { predictor, classNames } = await loading;
      const probabilities = [...(await predictor.predict(pixels))];
      return { probabilities, classNames, familiar: null, familiarity: null, pretrained: true };
    } catch (error) {
      // The next drawing tries anew.
      if (this.loading === loading) this.loading = null;
      throw error;
    }
  }

  /** Releases its memory. */
  release(): void {
    this.loading?.then(
      ({ predictor }) => predictor.dispose(),
      () => undefined,
    );
    this.loading = null;
  }

  private async load(): Promise<Ready> {
    const { loadPretrained } = await import('@/engine/pretrained/load');
    const { experiment, state } = await loadPretrained();
    const classNames = taskClassNames(experiment.data);
    const engine = await this.context.engines.holding(experiment);
    const network = await engine.compile(experiment, noImages({ experiment, classNames, input: { offset: 0, factor: 1 / 255 } }));
    network.setState(state);
    return { predictor: networkPredictor(network, experiment), classNames };
  }
}
