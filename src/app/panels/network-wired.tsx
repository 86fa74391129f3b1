import { useDesign } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { CLASSICAL_MODELS, type ClassicalModel, kindsFor } from '@/experiment/classical/models';
import { isNumberTask, taskClassNames } from '@/experiment/data/classes';
import { bytesPerItem, datasetInfo } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { classicalOf, type Experiment, layersOf } from '@/experiment/experiment';
import { matchingPreset, STARTERS } from '@/experiment/presets/starters';
import { NetworkPanel } from '@/features/builder';
import { backToNetwork, editDesign, redo, undo } from '@/stores/design';

const choicesFor = (isNumber: boolean) => kindsFor(isNumber).map((kind) => ({ ...CLASSICAL_MODELS[kind], id: kind }));
const CLASSICAL_CHOICES = { classes: choicesFor(false), number: choicesFor(true) };

/** The Network panel with the stores behind it. */
export function NetworkWired({ workbench }: { workbench: Workbench }) {
  const canUndo = useDesign((design) => design.past.length > 0);
  const canRedo = useDesign((design) => design.future.length > 0);
  const { experiment, network, issues, split } = workbench;
  const layers = layersOf(experiment);
  const model = classicalOf(experiment);
  const setLayers = (kind: string, next: typeof layers) =>
    editDesign(kind, (design) => ({ ...design, model: { kind: 'network', layers: next } }));
  return (
    <NetworkPanel
      layers={layers}
      network={network}
      onChange={(next) => setLayers(next.length === layers.length ? 'option' : 'stack', next)}
      canUndo={canUndo}
      canRedo={canRedo}
      onUndo={undo}
      onRedo={redo}
      presets={STARTERS}
      classicalModels={isNumberTask(experiment.data) ? CLASSICAL_CHOICES.number : CLASSICAL_CHOICES.classes}
      preset={model ? model.kind : matchingPreset(layers)}
      onPreset={choosePreset}
      classical={
        model && {
          model,
          item: itemName(experiment.data),
          issues,
          pixels: bytesPerItem(datasetInfo(experiment.data.dataset).itemShape),
          classes: taskClassNames(experiment.data).length,
          trainingImages: split.train,
          onChange: setClassical,
          onBack: backToNetwork,
        }
      }
    />
  );
}

/** A model of one's own choice is no longer the published experiment that the design may have come from. */
function choosePreset(id: string): void {
  const model = modelOf(id);
  if (model) editDesign('preset', (design) => ({ ...design, name: '', model }));
}

function modelOf(id: string): Experiment['model'] | null {
  const preset = STARTERS.find((one) => one.id === id);
  if (preset) return { kind: 'network', layers: preset.layers };
  const kind = [...kindsFor(true), ...kindsFor(false)].find((one) => one === id);
  return kind ? { kind: 'classical', classical: CLASSICAL_MODELS[kind].defaults } : null;
}

const setClassical = (classical: ClassicalModel) =>
  editDesign('classical option', (design) => ({ ...design, model: { kind: 'classical', classical } }));
