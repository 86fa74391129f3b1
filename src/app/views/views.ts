import { lazyPart, readyPart } from '@/app/shell/part';
import { LIVE_TABS, type LivePanelId } from './live-tabs';
import { LiveWired } from './live-wired';
import type { View } from './view';

const Network = lazyPart('Network', async () => (await import('./later-views')).NetworkWired);
const ImageMap = lazyPart('Map', async () => (await import('./later-views')).MapWired);
const Report = lazyPart('Report', async () => (await import('./later-views')).ReportWired);
const Studies = lazyPart('Studies', async () => (await import('./later-views')).StudiesWired);
const Runs = lazyPart('Runs', async () => (await import('./later-views')).RunsWired);

/** The tab of the view "Network". */
export const NETWORK_TAB = 'network';

/** The tab of the view "Map". */
export const MAP_TAB = 'map';

/** The tab that lists and compares runs. */
export const RUNS_TAB = 'runs';

/** The tab of the view "Studies". */
export const STUDIES_TAB = 'studies';

/**
 * Every view, in the order of the header, of a small screen's tabs, of the Tab key and of the shortcuts. To add one: its folder in `features`, one file
 * here that connects it to the stores, and one line in this table.
 */
export const VIEWS: readonly View[] = [
  { id: 'live', title: 'Live', part: readyPart('Live', LiveWired), ofRun: true, tabs: LIVE_TABS },
  { id: 'network', title: 'Network', part: Network, ofRun: true, tabs: [{ id: NETWORK_TAB, title: 'Network' }] },
  { id: 'report', title: 'Report', part: Report, ofRun: true, tabs: [{ id: 'report', title: 'Report' }] },
  { id: 'map', title: 'Map', part: ImageMap, ofRun: true, tabs: [{ id: MAP_TAB, title: 'Map' }] },
  { id: 'runs', title: 'Runs', part: Runs, tabs: [{ id: RUNS_TAB, title: 'Runs' }] },
  { id: 'studies', title: 'Studies', part: Studies, tabs: [{ id: STUDIES_TAB, title: 'Studies' }] },
];

/** The tab of a small screen that shows the design; on a large one the design is always there. */
export const DESIGN_TAB = { id: 'design', title: 'Design' } as const;

/** The tab of a small screen that a finished run is looked at in first. */
export const CURVES_TAB: LivePanelId = 'curves';

export const TABS: readonly { id: string; title: string }[] = [DESIGN_TAB, ...VIEWS.flatMap(({ tabs }) => tabs)];

/** The view that a tab belongs to. The design belongs to the first, which a large screen shows beside it. */
export const viewOf = (tab: string): View => VIEWS.find(({ tabs }) => tabs.some(({ id }) => id === tab)) ?? LIVE;

/** The tab that a small screen begins a view with: of the first view, the design. */
export const tabOf = (view: View): string => (view === LIVE ? DESIGN_TAB.id : (view.tabs[0]?.id ?? DESIGN_TAB.id));

const [LIVE] = VIEWS as readonly [View, ...View[]];
