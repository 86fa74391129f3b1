import type { DatasetManifest } from '@/dataset/manifest';
import { loadManifest as fetchManifest } from '@/storage/manifests';
import { openStorage } from '@/storage/open';
import type { AppStorage } from '@/storage/types';

/** The real storage of this computer, or memory where there is none. */
export const openAppStorage = (): Promise<AppStorage> => openStorage({ onProblem: (problem) => console.warn('Storage:', problem.message) });

/** What Fashion-MNIST is made of, as the site says; where it cannot be asked, as it said before, else the copy in the program. */
export const loadManifest = (baseUrl: string, storage: AppStorage): Promise<DatasetManifest> => fetchManifest(baseUrl, { storage });
