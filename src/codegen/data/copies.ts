import { pyList, pyNumber } from '@/codegen/python/literals';
import type { DataSpec } from '@/experiment/data/types';

/** Whether augmentation adds changed copies. */
export const hasCopies = ({ augmentation }: DataSpec): boolean => augmentation.steps.length > 0 && augmentation.mode === 'addCopies';

/** The labels of the data set whose images are changed, in Python. */
export const classList = ({ augmentation }: DataSpec): string[] => (augmentation.classes ?? []).map(pyNumber);

/** Those of some positions whose images are copied, in Python that knows `labels`. */
export const isCopied = (data: DataSpec, positions: string): string =>
  data.augmentation.classes === null ? positions : `${positions}[np.isin(labels[${positions}], ${pyList(classList(data))})]`;
