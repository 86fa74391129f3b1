import { MONITORS } from '@/experiment/training/monitors';
import type { Monitor } from '@/experiment/training/types';

/** Whether a figure should fall or rise. */
export const fallsBest = (monitor: Monitor): boolean => MONITORS[monitor].better === 'lower';
