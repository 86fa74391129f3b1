/** Runs kept beside the starred ones, unless a person wants more or fewer. */
export const KEEP_RUNS = 20;
/** More would make the table of runs slow. */
export const MOST_KEPT_RUNS = 500;
