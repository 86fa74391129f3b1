/** Libraries that search, and what people call them. */
const TITLES = { kerasTuner: 'Keras Tuner', rayTune: 'Ray Tune' } as const;

export type SearchTarget = keyof typeof TITLES;

/** In the order in which they are offered. */
export const SEARCH_TITLES = Object.entries(TITLES) as [SearchTarget, string][];
