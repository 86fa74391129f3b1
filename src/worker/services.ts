import type { WorkerContext } from './context';
import type { CurrentModel } from './model/current-model';
import type { KeptModels } from './model/kept-models';
import type { Searches } from './model/searches';
import type { OwnData } from './opening/own-data';
import type { Estimator } from './resources/estimator';
import type { Runner } from './run/runner';
import type { Studies } from './study/studies';

/** Everything that commands and questions are handed to, once the worker has opened. */
export interface Services {
  context: WorkerContext;
  runner: Runner;
  studies: Studies;
  currentModel: CurrentModel;
  searches: Searches;
  keptModels: KeptModels;
  estimator: Estimator;
  ownData: OwnData;
  /** Does long work, one piece after the other, in the order in which it was asked for. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}
