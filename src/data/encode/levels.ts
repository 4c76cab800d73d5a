/**
 * A category of at most so many levels (`other` among them) becomes an input for each; one of more is embedded. RealMLP's bound (Holzmüller et
 * al. 2024); ARCHITECTURE.md has our figures.
 */
export const mostInputs = 9;

/** A level needs a row in 500, though 2 rows at least and never more than 20: fewer teach little but noise. */
export const fewestRowsOfLevel = (rows: number) => Math.min(20, Math.max(2, Math.ceil(rows / 500)));

/** The levels frequent enough to be told apart, most frequent first (ties by code unit), and whether others were joined. */
export function frequentLevels(counts: ReadonlyMap<string, number>, rows: number) {
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const enough = fewestRowsOfLevel(rows);
  const levels = ordered.filter(([, count]) => count >= enough).map(([level]) => level);
  return { levels, other: levels.length < ordered.length };
}
