import { stateFrom } from '@/engine/initial-state';
import type { Experiment } from '@/experiment/experiment';
import { fitsExperiment } from '@/run/fits';
import { runName } from '@/run/labels';
import { settlementOf, weightsPosition } from '@/run/stopping';
import type { NetworkState, WarmStart } from '@/run/types';
import type { AppStorage } from '@/storage/types';

/**
 * Reads the state that a new run starts from: another run's weights, and an optimizer that remembers nothing. Throws, with words for people, where they
 * are not stored or do not fit the network.
 *
 * @param runId the stored run whose weights they are
 */
export async function loadStart(
  runId: string,
  experiment: Experiment,
  storage: AppStorage,
): Promise<{ from: WarmStart; state: NetworkState }> {
  const source = await storage.loadRun(runId);
  const checkpoint = source && (await storage.loadCheckpoint(runId));
  if (!checkpoint) throw new Error('The weights of that run are no longer saved. Train it again first.');
  const state = stateFrom(experiment, checkpoint.state.weights);
  if (!fitsExperiment(state, experiment))
    throw new Error('The weights of that run do not fit your network: its layers are of other sizes.');
  // Early stopping may have left the weights of an earlier epoch.
  const { epoch } = weightsPosition(checkpoint, source.stepsPerEpoch, settlementOf(source.interventions));
  return { from: { runId, name: runName(source), epoch }, state };
}
