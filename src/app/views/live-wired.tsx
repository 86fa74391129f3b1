import type { ComponentType } from 'react';
import type { Workbench } from '@/app/hooks/use-workbench';
import { ConfusionWired } from '@/app/panels/confusion-wired';
import { CurvesWired } from '@/app/panels/curves-wired';
import { DrawWired } from '@/app/panels/draw-wired';
import { PublishedWired } from '@/app/panels/published-wired';
import { SamplesWired } from '@/app/panels/samples-wired';
import { ErrorBoundary } from '@/app/shell/error-boundary';
import styles from './live.module.css';
import type { LivePanelId } from './live-tabs';
import type { ViewProps } from './view';

const PANELS: Record<LivePanelId, { name: string; Component: ComponentType<{ workbench: Workbench }> }> = {
  curves: { name: 'Curves', Component: CurvesWired },
  confusion: { name: 'Confusion matrix', Component: ConfusionWired },
  samples: { name: 'Samples', Component: SamplesWired },
  draw: { name: 'Draw', Component: DrawWired },
};

/** What happens while a model learns: curves, matrix, samples, drawing. On a small screen, one of them at a time. */
export function LiveWired({ workbench, tab }: ViewProps) {
  return (
    <div className={styles.live}>
      <PublishedWired />
      <div className={styles.board}>
        {(Object.keys(PANELS) as LivePanelId[]).map((id) => {
          const { name, Component } = PANELS[id];
          return (
            <div key={id} className={styles[id]} data-front={id === tab || undefined}>
              <ErrorBoundary name={name}>
                <Component workbench={workbench} />
              </ErrorBoundary>
            </div>
          );
        })}
      </div>
    </div>
  );
}
