/** Rows that have to stay on one side, as places in a list of rows. */
export interface Group {
  readonly places: Uint32Array;
  /** The stratum that most of its rows are in. */
  readonly stratum: number;
}

/** The groups among rows: `groupOf` has a number for each row of the table, `strata` one for each of `rows`. */
export function groupsAmong(rows: Uint32Array, groupOf: Uint32Array, strata: Uint32Array): Group[] {
  const numbers = new Map<number, number>();
  const own = rows.map((row) => {
    const id = groupOf[row]!;
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  });
  const starts = new Uint32Array(numbers.size + 1);
  for (const group of own) starts[group + 1]! += 1;
  for (let group = 0; group < numbers.size; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const places = new Uint32Array(rows.length);
  own.forEach((group, place) => {
    places[next[group]!++] = place;
  });
  return Array.from({ length: numbers.size }, (_, group) => {
    const mine = places.subarray(starts[group]!, starts[group + 1]!);
    return { places: mine, stratum: mainStratum(mine, strata) };
  });
}

function mainStratum(places: Uint32Array, strata: Uint32Array): number {
  if (places.length === 1) return strata[places[0]!]!;
  const counts = new Map<number, number>();
  let main = strata[places[0]!]!;
  for (const place of places) {
    const stratum = strata[place]!;
    counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
    if (counts.get(stratum)! > counts.get(main)!) main = stratum;
  }
  return main;
}

export const sizeOf = (group: Group) => group.places.length;

/** How many different groups rows belong to. */
export const countGroups = (rows: Uint32Array, groupOf: Uint32Array) =>
  new Set(rows.map((row) => groupOf[row]!)).size;

/** How often each stratum occurs. */
export function countStrata(strata: Uint32Array): Float64Array {
  const counts = new Float64Array(strata.reduce((most, stratum) => Math.max(most, stratum), 0) + 1);
  for (const stratum of strata) counts[stratum]! += 1;
  return counts;
}
