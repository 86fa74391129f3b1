import type { Workbench } from '@/app/hooks/use-workbench';
import { ConfusionWired } from '@/app/panels/confusion-wired';
import { DrawWired } from '@/app/panels/draw-wired';
import { PublishedWired } from '@/app/panels/published-wired';
import { SamplesWired } from '@/app/panels/samples-wired';
import { ErrorBoundary } from '@/app/shell/error-boundary';
import { lazyPart, type Part, readyPart, ShowPart } from '@/app/shell/part';
import styles from './live.module.css';
import type { LivePanelId } from './live-tabs';
import type { ViewProps } from './view';

/** The chart library is large: what else is on the first screen does not wait for it. */
const PANELS: Record<LivePanelId, Part<{ workbench: Workbench }>> = {
  curves: lazyPart('Curves', async () => (await import('@/app/panels/curves-wired')).CurvesWired),
  confusion: readyPart('Confusion matrix', ConfusionWired),
  samples: readyPart('Samples', SamplesWired),
  draw: readyPart('Draw', DrawWired),
};

/** What happens while a model learns: curves, matrix, samples, drawing. On a small screen, one of them at a time. */
export function LiveWired({ workbench, tab }: ViewProps) {
  return (
    <div className={styles.live}>
      <PublishedWired />
      <div className={styles.board}>
        {(Object.keys(PANELS) as LivePanelId[]).map((id) => {
          const part = PANELS[id];
          return (
            <div key={id} className={styles[id]} data-front={id === tab || undefined}>
              <ErrorBoundary name={part.name}>
                <ShowPart part={part} props={{ workbench }} />
              </ErrorBoundary>
            </div>
          );
        })}
      </div>
    </div>
  );
}
