/** A category keeps at most this many levels; the rest are joined. */
export const mostLevels = 50;

/** A level needs a row in 500, though 2 rows at least and never more than 20: fewer teach little but noise. */
export const fewestRowsOfLevel = (rows: number) => Math.min(20, Math.max(2, Math.ceil(rows / 500)));

/** The levels frequent enough to have a number of their own, most frequent first (ties by code unit), and whether others were joined. */
export function frequentLevels(counts: ReadonlyMap<string, number>, rows: number) {
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const enough = fewestRowsOfLevel(rows);
  const levels = ordered
    .slice(0, mostLevels)
    .filter(([, count]) => count >= enough)
    .map(([level]) => level);
  return { levels, other: levels.length < ordered.length };
}
