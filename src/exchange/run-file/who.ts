import { fileStem } from './stem';

interface NamedFile {
  fileName: string;
  /** The run's own name; empty where it was given none. */
  name: string;
}

/**
 * What runs from files are called, so that people know whose is whose: by the name that a run was given, by its file where it was given none, and by both
 * where several were given the same.
 */
export function namesOfRuns(files: readonly NamedFile[]): string[] {
  const given = new Map<string, number>();
  for (const { name } of files) given.set(name, (given.get(name) ?? 0) + 1);
  return files.map(({ fileName, name }) => {
    const stem = fileStem(fileName);
    if (name === '') return stem;
    return (given.get(name) ?? 0) > 1 && stem !== name ? `${name} · ${stem}` : name;
  });
}
