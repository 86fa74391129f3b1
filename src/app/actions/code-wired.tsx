import { useDesign } from '@/app/hooks/use-store';
import type { ActionDialogProps } from '@/app/shell/action';
import { type CodeSource, type CodeTarget, dataFileName, generateCode } from '@/codegen/generate';
import { splitFile } from '@/codegen/split-file';
import { PUBLISHED_MANIFESTS } from '@/dataset/manifest';
import { DEFAULT_DATASET, datasetInfo, isDownloaded } from '@/experiment/data/datasets';
import { onDataset } from '@/experiment/data/on-dataset';
import type { Experiment } from '@/experiment/experiment';
import { CodeDialog } from '@/features/code/code-dialog';
import { saveText } from '@/features/evaluation/save-text';
import { lab } from '@/stores/lab/lab';
import { saveBytes } from './save-bytes';

/** The design as code. */
export function DesignCode(props: ActionDialogProps) {
  const experiment = useDesign((design) => design.experiment);
  return <ExperimentCode {...props} experiment={experiment} />;
}

/** Any Experiment as code. */
export function ExperimentCode({ open, onClose, experiment }: ActionDialogProps & { experiment: Experiment }) {
  if (!open) return null;
  return (
    <CodeDialog
      open
      onClose={onClose}
      experiment={experiment}
      onFiles={onFiles(experiment)}
      write={write}
      onSave={(text, fileName) => saveText(text, fileName, 'text/plain')}
      onSaveSplit={saveSplit}
      dataFile={dataFileName}
      onSaveData={saveData}
    />
  );
}

async function saveSplit(experiment: Experiment, fileName: string): Promise<string | null> {
  try {
    saveText(splitFile(await lab.questions.split(experiment)), fileName, 'application/json');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Saves the data set of an Experiment as the file that its program reads; resolves with why that cannot be, in sentences, or `null`. */
async function saveData({ data }: Experiment, fileName: string): Promise<string | null> {
  try {
    saveBytes(await lab.questions.dataFile(data.dataset), fileName);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An Experiment on generated images, on files instead; `null` where a program can have its data. */
function onFiles(experiment: Experiment) {
  const { data } = experiment;
  if (isDownloaded(data.dataset) || dataFileName(data.dataset) !== null) return null;
  return {
    experiment: { ...experiment, data: onDataset(data, DEFAULT_DATASET) },
    dataset: datasetInfo(DEFAULT_DATASET).name,
  };
}

function write(experiment: Experiment, target: CodeTarget) {
  const { dataset } = experiment.data;
  return generateCode(experiment, target, sourceOf(isDownloaded(dataset) ? dataset : DEFAULT_DATASET));
}

/** Where a program that runs anywhere finds the files: the first source that has an address of its own. */
export function sourceOf(dataset: keyof typeof PUBLISHED_MANIFESTS): CodeSource {
  const { sources, files } = PUBLISHED_MANIFESTS[dataset];
  return {
    url: sources.find(({ url }) => url.startsWith('https://'))?.url ?? '',
    files: files.map(({ role, name, compressed }) => ({ role, name, sha256: compressed.sha256 })),
  };
}
