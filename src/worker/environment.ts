import type { Manifests } from '@/dataset/manifest';
import type { StorageError } from '@/storage/errors';
import { loadManifests as fetchManifests } from '@/storage/manifests';
import { openStorage } from '@/storage/open';
import type { AppStorage } from '@/storage/types';

/** The real storage of this computer, or memory where there is none. */
export const openAppStorage = (onProblem: (problem: StorageError) => void, onAnswer: () => void): Promise<AppStorage> =>
  openStorage({ onProblem, onAnswer });

/** What the data sets are made of, as the site says; where it cannot be asked, as it said before, else the copy in the program. */
export const loadManifests = (baseUrl: string, storage: AppStorage): Promise<Manifests> => fetchManifests(baseUrl, { storage });
