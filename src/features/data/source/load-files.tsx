import { type ReactNode, useRef } from 'react';
import { datasetInfo } from '@/experiment/data/datasets';
import { Button } from '@/ui/button';
import type { DataPanelProps } from '../data-panel-props';

/** Opens the files of the data set from disk, or the folder that they are in. */
export function LoadFiles({ filesFor, onFiles }: Pick<DataPanelProps, 'filesFor' | 'onFiles'>) {
  const { name } = datasetInfo(filesFor);
  return (
    <>
      <Picker label={`Files of ${name}`} onFiles={onFiles} title={`The files of ${name}, packed (.gz) or not`}>
        Load files from disk
      </Picker>
      <Picker label={`Folder of ${name}`} folder onFiles={onFiles} title={`The folder with the files of ${name}`}>
        Choose folder
      </Picker>
    </>
  );
}

interface PickerProps {
  label: string;
  title: string;
  folder?: boolean;
  onFiles(files: File[]): void;
  children: ReactNode;
}

function Picker({ label, title, folder = false, onFiles, children }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()} title={title} look={folder ? 'quiet' : 'plain'}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        {...(folder ? { webkitdirectory: '' } : {})}
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
