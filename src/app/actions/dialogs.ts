/** The dialogs of the header and its menu, in one download. */
export { ClearRuns } from './clear-runs';
export { DesignCode, ExperimentCode } from './code-wired';
export { EraseEverything } from './erase-everything';
export { ExperimentsWired } from './experiments-wired';
export { LinkWired } from './link-wired';
export { ShareWired } from './share-wired';
