import { layersOf } from '@/experiment/experiment';
import { matchingPreset, PRESETS } from '@/experiment/presets/starters';
import { NetworkPanel } from '@/features/builder';
import { editDesign, redo, undo } from '@/stores/design';
import { useDesign } from './use-store';
import type { Workbench } from './use-workbench';

/** The Network panel with the stores behind it. */
export function NetworkWired({ workbench }: { workbench: Workbench }) {
  const canUndo = useDesign((design) => design.past.length > 0);
  const canRedo = useDesign((design) => design.future.length > 0);
  const { experiment, network } = workbench;
  const layers = layersOf(experiment);
  const setLayers = (kind: string, next: typeof layers) =>
    editDesign(kind, (design) => ({ ...design, model: { kind: 'network', layers: next } }));
  return (
    <NetworkPanel
      layers={layers}
      task={experiment.data.task}
      batchSize={experiment.training.batchSize}
      network={network}
      onChange={(next) => setLayers(next.length === layers.length ? 'option' : 'stack', next)}
      canUndo={canUndo}
      canRedo={canRedo}
      onUndo={undo}
      onRedo={redo}
      presets={PRESETS}
      preset={matchingPreset(layers)}
      onPreset={(id) =>
        // A network of one's own choice is no longer the published experiment that the design may have come from.
        editDesign('preset', (design) => ({
          ...design,
          name: '',
          model: { kind: 'network', layers: PRESETS.find((preset) => preset.id === id)?.layers ?? layers },
        }))
      }
    />
  );
}
