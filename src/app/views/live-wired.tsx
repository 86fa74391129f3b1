import { useRef } from 'react';
import { SMALL_SCREEN, useMedia } from '@/app/hooks/use-media';
import { useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { ErrorBoundary } from '@/app/shell/error-boundary';
import { lazyPart, type Part, preload, ShowPart } from '@/app/shell/part';
import { LookBackBar } from '@/app/views/inside/look-back-bar';
import { isNumberTask } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import { Panel } from '@/ui/panel';
import { Placeholder } from '@/ui/waiting/placeholder';
import styles from './live.module.css';
import { liveRefusals } from './live-refusals';
import type { LivePanelId } from './live-tabs';
import type { ViewProps } from './view';

/** What shows how a model learns is nobody's first step: the first paint does not wait for it. */
const PANELS: Record<LivePanelId, Part<{ workbench: Workbench }>> = {
  curves: lazyPart('Curves', async () => (await import('@/app/panels/later-panels')).CurvesWired),
  confusion: lazyPart('Confusion matrix', async () => (await import('@/app/panels/later-panels')).ConfusionWired),
  samples: lazyPart('Samples', async () => (await import('@/app/panels/later-panels')).SamplesWired),
  draw: lazyPart('Draw', async () => (await import('@/app/panels/later-panels')).DrawWired),
};

/** In the place of the confusion matrix where a number is predicted. */
const NUMBERS: Part<{ workbench: Workbench }> = lazyPart(
  'Predictions',
  async () => (await import('@/app/panels/later-panels')).NumbersWired,
);

/** The published experiments are many; only a design that came from one needs them. */
const PUBLISHED_FIGURES = lazyPart('Published figures', async () => (await import('./later-views')).PublishedWired);

const IDS = Object.keys(PANELS) as LivePanelId[];

/** Loads the panels' code ahead of their first show: they are one download. */
export const preloadPanels = (): void => preload(PANELS.curves);

/** What happens while a model learns: curves, matrix, samples, drawing. On a small screen one of them at a time, each drawn once it was shown. */
export function LiveWired({ workbench, tab }: ViewProps) {
  const named = workbench.experiment.name !== '';
  const { data } = useLab((state) => state.run?.experiment) ?? workbench.experiment;
  const refusals = liveRefusals(data);
  const small = useMedia(SMALL_SCREEN);
  const seen = useRef(new Set<string>()).current.add(tab);
  const due = small ? IDS.filter((id) => seen.has(id)) : IDS;
  return (
    <div className={styles.live}>
      {named && <ShowPart part={PUBLISHED_FIGURES} props={{}} />}
      <LookBackBar />
      <div className={styles.board} data-table={tableOf(data.dataset) ? true : undefined}>
        {due.map((id) => {
          const part = id === 'confusion' && isNumberTask(data) ? NUMBERS : PANELS[id];
          const why = refusals[id];
          return (
            <div key={id} className={styles[id]} data-front={id === tab || undefined}>
              {why ? (
                <Panel title={part.name}>
                  <Placeholder>{why}</Placeholder>
                </Panel>
              ) : (
                <ErrorBoundary key={part.name} name={part.name}>
                  <ShowPart part={part} props={{ workbench }} />
                </ErrorBoundary>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
