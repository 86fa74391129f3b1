import { type CSSProperties, memo, type Ref, useCallback, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useEstimate } from '@/app/hooks/use-estimate';
import { useShownFocus } from '@/app/hooks/use-shown-focus';
import { useTitle } from '@/app/hooks/use-title';
import { useWorkbench, type Workbench } from '@/app/hooks/use-workbench';
import { WhileShown } from '@/app/hooks/while-shown';
import { DataWired } from '@/app/panels/data-wired';
import { NetworkWired } from '@/app/panels/network-wired';
import { RunBarWired } from '@/app/panels/run-bar-wired';
import { TrainingWired } from '@/app/panels/training-wired';
import { Tuning } from '@/app/panels/tuning';
import { RunCaption } from '@/app/views/run-caption';
import { usePlace } from '@/app/views/use-place';
import type { View, ViewProps } from '@/app/views/view';
import { CURVES_TAB, DESIGN_TAB, MAP_TAB, NETWORK_TAB, RUNS_TAB, STUDIES_TAB, tabOf, VIEWS, viewOf } from '@/app/views/views';
import { layersOf } from '@/experiment/experiment';
import { comparisonStore, isComparing } from '@/stores/comparison';
import { insideStore } from '@/stores/inside';
import { mapStore } from '@/stores/map';
import { studyDraftStore } from '@/stores/study-draft/draft';
import { TitleBubbles } from '@/ui/help/title-bubbles';
import styles from './app.module.css';
import { BehindNumbers } from './behind-numbers';
import { ErrorBoundary } from './error-boundary';
import { FileDrop } from './file-drop';
import { Header } from './header';
import { Messages } from './notices/messages';
import { OpeningFiles } from './opening';
import { ShowPart } from './part';
import { SharedLink } from './shared-link';
import { SKIP_TARGET, SkipLink } from './skip-link';
import { Tabs } from './tabs';

/** One workspace: what is built on the left, what happens on the right. On a small screen the same panels become tabs. */
export function App() {
  const workbench = useWorkbench();
  const [tab, setTab] = usePlace();
  const estimate = useEstimate(workbench);
  useTitle();
  const front = viewOf(tab);
  // Whatever compares runs (the table of runs, files that were opened) leads to where they are shown.
  useEffect(() => comparisonStore.subscribe((comparison) => isComparing(comparison) && setTab(RUNS_TAB)), [setTab]);
  // An image that is to be seen in the network leads there.
  useEffect(() => insideStore.subscribe(({ picked }, before) => picked !== before.picked && picked && setTab(NETWORK_TAB)), [setTab]);
  // One that is to be found on the map leads there.
  useEffect(() => mapStore.subscribe(({ wanted }, before) => wanted !== before.wanted && wanted && setTab(MAP_TAB)), [setTab]);
  // A study that is set up elsewhere leads to where it is started.
  useEffect(() => studyDraftStore.subscribe(({ asked }, before) => asked !== before.asked && setTab(STUDIES_TAB)), [setTab]);
  // A view that was shown once keeps what was typed and chosen in it.
  const visited = useRef(new Set<string>()).current.add(front.id);
  const shown = useShownFocus(front.id);
  const rail = useRef<HTMLDivElement>(null);
  const showDesign = useCallback(() => {
    flushSync(() => setTab(DESIGN_TAB.id));
    // The button that led here is gone from sight.
    rail.current?.focus();
  }, [setTab]);
  return (
    <div className={styles.app} data-design={tab === DESIGN_TAB.id || undefined}>
      <SkipLink />
      <Header view={front} onView={(view) => setTab(tabOf(view))} blocked={workbench.blocked} />
      <Tabs tab={tab} onTab={setTab} />
      <main className={styles.main}>
        <Messages className={styles.messages} />
        <Tuning>
          <Rail ref={rail} workbench={workbench} />
        </Tuning>
        <div className={styles.run}>
          <RunBarWired workbench={workbench} estimate={estimate} onCurves={tab === DESIGN_TAB.id ? () => setTab(CURVES_TAB) : null} />
        </div>
        {VIEWS.filter(({ id }) => visited.has(id)).map((view) => (
          <div key={view.id} ref={view === front ? shown : null} className={styles.view} hidden={view !== front} {...SKIP_TARGET}>
            {view.ofRun && <RunCaption />}
            <ShowView view={view} workbench={workbench} shown={view === front} tab={tab} onDesign={showDesign} />
          </div>
        ))}
      </main>
      <BehindNumbers />
      <OpeningFiles />
      <SharedLink />
      <FileDrop />
      <TitleBubbles />
    </div>
  );
}

/** A view, drawn anew only when something that it is handed changes: what a run tells it takes from the stores itself. */
const ShowView = memo(({ view, ...props }: ViewProps & { view: View }) => (
  <ErrorBoundary name={view.title}>
    <WhileShown shown={props.shown}>
      <ShowPart part={view.part} props={props} />
    </WhileShown>
  </ErrorBoundary>
));

/** So many rows of a stack are in sight on every laptop, whatever else the rail shows. */
const MOST_ROWS = 6;

/** What is built: data, network, training. */
const Rail = memo(({ workbench, ref }: { workbench: Workbench; ref: Ref<HTMLDivElement> }) => {
  // The input and the output are rows too.
  const rows = Math.min(MOST_ROWS, layersOf(workbench.experiment).length + 2);
  return (
    <div ref={ref} tabIndex={-1} className={styles.rail}>
      <ErrorBoundary name="Data">
        <DataWired workbench={workbench} />
      </ErrorBoundary>
      <div className={styles.network} style={{ '--rows': rows } as CSSProperties}>
        <ErrorBoundary name="Network">
          <NetworkWired workbench={workbench} />
        </ErrorBoundary>
      </div>
      <ErrorBoundary name="Training">
        <TrainingWired workbench={workbench} />
      </ErrorBoundary>
    </div>
  );
});
