const testShare = 0.2;
/** Of what the test part leaves: 15 % of all rows. */
const validationShare = 0.15 / 0.8;
/** More rows than this tell models apart no better; the rest trains. */
export const mostValidationRows = 20_000;
const mostTestRows = 100_000;

/** How many of all rows are the test part: 20 %, at most 100,000. */
export const testRows = (rows: number) => clamp(Math.round(rows * testShare), 1, mostTestRows);

/** How many of a pool's rows validate: 15 % of all rows, at most 20,000. */
export const validationRows = (pool: number) =>
  clamp(Math.round(pool * validationShare), 1, mostValidationRows);

/** Below these many rows, the test part's among them, validation on one part is mostly noise: cross-validate instead. */
const fiveFoldsBelow = 2_000;
const threeFoldsBelow = 5_000;

/** How often a table of so many rows is cut: 5 folds, 3, or 1 for one held-out part. */
export const foldsFor = (rows: number) => (rows < fiveFoldsBelow ? 5 : rows < threeFoldsBelow ? 3 : 1);

/**
 * The same for rounds that come after the search's: ten where the search has five. A network then learns from nine tenths of the rows,
 * and no setting is chosen for learning from eight.
 */
export const laterFoldsFor = (rows: number) => (foldsFor(rows) === 5 ? 10 : foldsFor(rows));

export const mostFolds = 20;

const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));
