import { useStore } from 'zustand';
import { useDesign, useLab } from '@/app/hooks/use-store';
import { withDataset } from '@/experiment/data/on-dataset';
import type { OwnId } from '@/experiment/data/own';
import { Collect } from '@/features/data/collect/collect';
import { OpeningDialog } from '@/features/data/opening/opening-dialog';
import { CollectPad } from '@/features/draw/collect/collect-pad';
import {
  addClass,
  addPicture,
  chooseClass,
  collectedFiles,
  collectedStore,
  removeClass,
  removePicture,
  renameClass,
} from '@/stores/collected';
import { editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import {
  changeFormat,
  changeOptions,
  closeOpening,
  makeDataset,
  makeTable,
  openingStore,
  previewFiles,
  startCollecting,
  startOpening,
} from '@/stores/opening';

/** Files that become a data set, with the worker behind them. */
export function OpeningWired() {
  const opening = useStore(openingStore);
  const own = useLab((state) => state.own);
  const progress = useLab((state) => state.openingProgress);
  const inUse = useDesign((design) => design.experiment.data.dataset);
  const choose = (dataset: OwnId) => {
    closeOpening();
    // A run that is shown has its data again: the design stays as it is.
    if (opening.wanted?.by === 'run' && opening.wanted.id === dataset) return;
    editDesign('dataset', (experiment) => withDataset(experiment, dataset));
  };
  return (
    <OpeningDialog
      opening={opening}
      own={own}
      inUse={inUse}
      progress={progress}
      collect={<CollectWired />}
      onCollect={startCollecting}
      onFiles={previewFiles}
      onOptions={changeOptions}
      onUse={async (name, classes, asOther) => {
        const dataset = await makeDataset(name, classes, asOther);
        if (dataset) choose(dataset);
      }}
      onFormat={changeFormat}
      onUseTable={async (name, choice, asOther) => {
        const dataset = await makeTable(name, choice, asOther);
        if (dataset) choose(dataset);
      }}
      onChoose={choose}
      onErase={lab.commands.eraseOwn}
      onClose={closeOpening}
    />
  );
}

/** Pictures that are collected; used, they are opened like files. */
function CollectWired() {
  const collected = useStore(collectedStore);
  return (
    <Collect
      {...collected}
      pad={(onDrawn) => <CollectPad onDrawn={onDrawn} />}
      onChooseClass={chooseClass}
      onAddClass={addClass}
      onRenameClass={renameClass}
      onRemoveClass={removeClass}
      onPicture={addPicture}
      onRemovePicture={removePicture}
      onUse={() => void previewFiles(collectedFiles(collected))}
      onBack={startOpening}
    />
  );
}
