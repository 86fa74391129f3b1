import type { DatasetManifest } from '@/dataset/manifest';
import { loadManifest as fetchManifest } from '@/storage/manifests';
import { openStorage } from '@/storage/open';
import type { AppStorage } from '@/storage/types';

/** The real storage of this computer, or memory where there is none. */
export const openAppStorage = (): Promise<AppStorage> => openStorage({ onProblem: (problem) => console.warn('Storage:', problem.message) });

/** What Fashion-MNIST is made of, as the site says; the copy in the program where the site cannot be asked. */
export const loadManifest = (baseUrl: string): Promise<DatasetManifest> => fetchManifest(baseUrl);
