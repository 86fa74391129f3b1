/**
 * Marks tests that take long and guard what few changes touch, each beside an ordinary test of the same thing in other circumstances. `npm test` leaves
 * them out; `ALL_TESTS=1 npm test` runs them too.
 */
export const SELDOM = '@seldom';
