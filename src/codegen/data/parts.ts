/** Lines of `prepare` that set `parts`: as the program divides the items, or as a file says. `count`: of training items, in Python. */
export const parts = (count: string): string[] => [
  '    if split_file is None:',
  `        parts = divide(targets, ${count})`,
  '    else:',
  '        split = json.loads(split_file.read_text())',
  '        parts = [split[part] for part in ("train", "validation", "test")]',
];

/** The same of the end of a list. Which copies are held out follows from the list, whatever file says the rest. */
export const listParts = (copies: boolean, count: string): string[] => [
  `    parts, ${copies ? 'copies, held' : '*_'} = divide(labels, targets, ${count})`,
  '    if split_file is not None:',
  '        split = json.loads(split_file.read_text())',
  '        parts = [split[part] for part in ("train", "validation", "test")]',
];
