import { type ReactNode, useRef } from 'react';
import { Button } from '@/ui/button';

interface FilePickerProps {
  /** What is asked for, for screen readers and tests. */
  label: string;
  title?: string;
  takes?: 'one' | 'many' | 'folder';
  /** The kinds of files that are offered, as in HTML; all where it is left out. */
  accept?: string;
  look?: 'primary' | 'plain' | 'quiet';
  /** One file at least. */
  onFiles(files: File[]): void;
  children: ReactNode;
}

/** A button that asks for files, or for a folder of them. */
export function FilePicker({ label, title, takes = 'many', accept, look = 'plain', onFiles, children }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()} title={title} look={look}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={takes !== 'one'}
        accept={accept}
        {...(takes === 'folder' ? { webkitdirectory: '' } : {})}
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
