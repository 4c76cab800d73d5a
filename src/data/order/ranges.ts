/** What a text such as "10-19", "65+", "under 18" or "3" spans. */
interface Span {
  readonly low: number;
  readonly high: number;
  /** Whether it is written as a range rather than as a number. */
  readonly wide: boolean;
}

const number = String.raw`[$€£]?\s*(\d[\d,]*(?:\.\d+)?)\s*([kKmM](?![a-zA-Z]))?\s*(?:%|[a-zA-Z]+)?`;
const between = new RegExp(String.raw`^${number}\s*(?:-|–|—|to|\.\.)\s*${number}$`);
const interval = new RegExp(String.raw`^[[(]\s*${number}\s*[,;]\s*${number}\s*[\])]$`);
const above = new RegExp(
  String.raw`^(?:(?:>=?|≥|over|above|more than|at least|from)\s*${number}|${number}\s*(?:\+|(?:plus|or more|and more|and over|or over|and above|or above|and older|or older|more)))$`,
);
const below = new RegExp(
  String.raw`^(?:(?:<=?|≤|under|below|less than|up to)\s*${number}|${number}\s*(?:or less|or fewer|and under|or under|and below|or below|and younger|or younger))$`,
);
const single = /^\d+$/;
const more = /^more$/i;
const clock = /\d\s*[ap]m\b/i;
const longest = 40;

/** The lower ends of ranges of numbers that do not overlap; undefined when some text is no range, or none is. */
export function placesOfRanges(texts: readonly string[]): number[] | undefined {
  const spans = texts.map((text) => spanOf(text.trim()));
  if (!spans.every((span) => span !== undefined)) return undefined;
  const ordered = [...(spans as Span[])].sort((a, b) => a.low - b.low || a.high - b.high);
  const apart = ordered.every((span, i) => i === 0 || ordered[i - 1]!.high <= span.low);
  if (!apart || !ordered.some(({ wide }) => wide)) return undefined;
  return (spans as Span[]).map((span) => ordered.indexOf(span));
}

function spanOf(text: string): Span | undefined {
  if (single.test(text)) return { low: Number(text), high: Number(text), wide: false };
  if (more.test(text)) return { low: Number.MAX_VALUE, high: Number.POSITIVE_INFINITY, wide: true };
  if (text.length > longest || clock.test(text)) return undefined;
  const two = between.exec(text) ?? interval.exec(text);
  if (two) return ordered(sizeOf(two[1], two[2] ?? two[4]), sizeOf(two[3], two[4]));
  const open = above.exec(text);
  if (open)
    return {
      low: sizeOf(open[1] ?? open[3], open[2] ?? open[4]),
      high: Number.POSITIVE_INFINITY,
      wide: true,
    };
  const shut = below.exec(text);
  if (shut)
    return {
      low: Number.NEGATIVE_INFINITY,
      high: sizeOf(shut[1] ?? shut[3], shut[2] ?? shut[4]),
      wide: true,
    };
  return undefined;
}

const ordered = (low: number, high: number): Span | undefined =>
  low < high ? { low, high, wide: true } : undefined;

const thousands: Record<string, number> = { k: 1e3, m: 1e6 };

const sizeOf = (digits: string | undefined, suffix: string | undefined) =>
  Number(digits!.replaceAll(',', '')) * (thousands[suffix?.toLowerCase() ?? ''] ?? 1);
