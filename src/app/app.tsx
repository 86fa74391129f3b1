import { type Ref, useRef } from 'react';
import { flushSync } from 'react-dom';
import styles from './app.module.css';
import { ErrorBoundary } from './error-boundary';
import { Header, type View } from './header';
import { Messages } from './messages';
import { ConfusionWired, CurvesWired, DataWired, DrawWired, NetworkWired, RunBarWired, SamplesWired, TrainingWired } from './panels';
import { PublishedWired } from './published-wired';
import { ReportWired } from './report-wired';
import { RunsWired } from './runs-wired';
import { SKIP_TARGET, SkipLink } from './skip-link';
import { type TabId, Tabs } from './tabs';
import { useEstimate } from './use-estimate';
import { useTab } from './use-tab';
import { useWorkbench, type Workbench } from './use-workbench';

/** One workspace: what is built on the left, what happens on the right. On a small screen the same panels become tabs. */
export function App() {
  const workbench = useWorkbench();
  const [tab, setTab] = useTab();
  const estimate = useEstimate(workbench);
  const view = tab === 'report' || tab === 'runs' ? tab : 'live';
  const rail = useRef<HTMLDivElement>(null);
  const showDesign = () => {
    flushSync(() => setTab('design'));
    // The button that led here is gone from sight.
    rail.current?.focus();
  };
  return (
    <div className={styles.app} data-tab={tab} data-view={view}>
      <SkipLink />
      <Header view={view} onView={(next) => setTab(TAB_OF[next])} />
      <Tabs tab={tab} onTab={setTab} />
      <main className={styles.main}>
        <Messages />
        <Rail ref={rail} workbench={workbench} />
        <div className={styles.run}>
          <RunBarWired workbench={workbench} estimate={estimate} />
        </div>
        <Board workbench={workbench} />
        <div className={styles.report} {...SKIP_TARGET}>
          <ErrorBoundary name="Report">
            <ReportWired shown={view === 'report'} />
          </ErrorBoundary>
        </div>
        <div className={styles.runs} {...SKIP_TARGET}>
          <ErrorBoundary name="Runs">
            <RunsWired shown={view === 'runs'} onUsed={showDesign} />
          </ErrorBoundary>
        </div>
      </main>
    </div>
  );
}

/** The tab of a small screen that a view of a large one begins with. */
const TAB_OF: Record<View, TabId> = { live: 'design', report: 'report', runs: 'runs' };

/** What is built: data, network, training. */
function Rail({ workbench, ref }: { workbench: Workbench; ref: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} tabIndex={-1} className={styles.rail}>
      <ErrorBoundary name="Data">
        <DataWired workbench={workbench} />
      </ErrorBoundary>
      <div className={styles.network}>
        <ErrorBoundary name="Network">
          <NetworkWired workbench={workbench} />
        </ErrorBoundary>
      </div>
      <ErrorBoundary name="Training">
        <TrainingWired workbench={workbench} />
      </ErrorBoundary>
    </div>
  );
}

/** What happens: curves, matrix, samples, drawing. Where there is little room this side scrolls; the page never does. */
function Board({ workbench }: { workbench: Workbench }) {
  return (
    <div className={styles.scroll} {...SKIP_TARGET}>
      <PublishedWired />
      <div className={styles.board}>
        <div className={styles.curves}>
          <ErrorBoundary name="Curves">
            <CurvesWired workbench={workbench} />
          </ErrorBoundary>
        </div>
        <div className={styles.confusion}>
          <ErrorBoundary name="Confusion matrix">
            <ConfusionWired workbench={workbench} />
          </ErrorBoundary>
        </div>
        <div className={styles.samples}>
          <ErrorBoundary name="Samples">
            <SamplesWired workbench={workbench} />
          </ErrorBoundary>
        </div>
        <div className={styles.draw}>
          <ErrorBoundary name="Draw">
            <DrawWired workbench={workbench} />
          </ErrorBoundary>
        </div>
      </div>
    </div>
  );
}
