import type { Workbench } from '@/app/hooks/use-workbench';
import type { Part } from '@/app/shell/part';

/** What the shell hands to every view. */
export interface ViewProps {
  workbench: Workbench;
  /** Whether the view is in front. A hidden one keeps its state, and asks for nothing. */
  shown: boolean;
  /** The tab of a small screen that is in front: of a view with several panels, which one. */
  tab: string;
  /** Brings the design to the front, which on a small screen is a tab of its own, and gives it the focus. */
  onDesign(): void;
}

/** What fills the large side of the screen: one at a time. */
export interface View {
  id: string;
  /** On its button. */
  title: string;
  part: Part<ViewProps>;
  /** It speaks of one run: that run is named above it. */
  ofRun?: boolean;
  /** The tabs of a small screen: the view as a whole, or each of its panels. */
  tabs: readonly { id: string; title: string }[];
}
