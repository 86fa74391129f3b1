import { datasetInfo } from '@/experiment/data/datasets';
import { FilePicker } from '@/ui/files/file-picker';
import type { DataPanelProps } from '../data-panel-props';

/** Opens the files of the data set from disk, or the folder that they are in. */
export function LoadFiles({ filesFor, onFiles }: Pick<DataPanelProps, 'filesFor' | 'onFiles'>) {
  const { name } = datasetInfo(filesFor);
  return (
    <>
      <FilePicker label={`Files of ${name}`} onFiles={onFiles} title={`The files of ${name}, packed (.gz) or not`}>
        Load files from disk
      </FilePicker>
      <FilePicker label={`Folder of ${name}`} takes="folder" look="quiet" onFiles={onFiles} title={`The folder with the files of ${name}`}>
        Choose folder
      </FilePicker>
    </>
  );
}
