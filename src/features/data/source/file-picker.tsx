import { type ReactNode, useRef } from 'react';
import { Button } from '@/ui/button';

interface FilePickerProps {
  /** What is asked for, for screen readers and tests. */
  label: string;
  title?: string;
  folder?: boolean;
  look?: 'primary' | 'plain' | 'quiet';
  onFiles(files: File[]): void;
  children: ReactNode;
}

/** A button that asks for files, or for a folder of them. */
export function FilePicker({ label, title, folder = false, look, onFiles, children }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()} title={title} look={look ?? (folder ? 'quiet' : 'plain')}>
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
