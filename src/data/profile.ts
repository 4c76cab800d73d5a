/** What one pass over a column's texts shows. */
export interface Profile {
  readonly rows: number;
  /** Rows whose text does not mean missing. */
  readonly present: number;
  /** How often each present, trimmed text occurs, until there are `mostDistinct` of them; `full` says whether these are all. */
  readonly counts: ReadonlyMap<string, number>;
  readonly full: boolean;
  /** Texts that mean missing and how often each occurs; empty ones are not counted. */
  readonly markers: ReadonlyMap<string, number>;
  /** Different texts for each present row, 0 to 1, estimated from the first rows when there are very many. */
  readonly distinctShare: number;
}

const mostDistinct = 20_000;

export function profileOf(values: readonly string[], isMissing: (trimmed: string) => boolean): Profile {
  const counts = new Map<string, number>();
  const markers = new Map<string, number>();
  let present = 0;
  let counted = 0;
  for (const value of values) {
    const text = value.trim();
    if (isMissing(text)) {
      if (text !== '') markers.set(text, (markers.get(text) ?? 0) + 1);
      continue;
    }
    present += 1;
    if (counts.size === mostDistinct) continue;
    counted += 1;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const full = counts.size < mostDistinct;
  const distinctShare = counted === 0 ? 0 : counts.size / counted;
  return { rows: values.length, present, counts, full, markers, distinctShare };
}

/** The present texts, each once, at least of the first rows. */
export const distinctTexts = (profile: Profile): string[] => [...profile.counts.keys()];
