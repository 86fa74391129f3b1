/** Trials that a stored study may have, those that were skipped included: reading more would stop the page for seconds. */
export const MOST_TRIALS = 5000;

/** Trials that one study may be set up to train. */
export const MOST_PLANNED = 2000;

/** Values that a list may have. */
export const MOST_LISTED = 100;
