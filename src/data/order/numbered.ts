const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
const ranked = /^(?:stage|level|grade|tier|rank|year|phase|step)[\s_-]*(\d+|[ivx]+)$/i;
const ordinal = /^(\d+)(?:st|nd|rd|th)\b\s*(.*)$/i;
const labelled = /^(\d+)(?:\s*[-–:.)=]\s*|\s+)(\p{L}.*)$/u;

/**
 * The number that each text gives itself: "1st", "2nd class"; "Stage II", "level 3"; "7 Average", "1 - never". Undefined unless all are written
 * alike and no two have the same number.
 */
export function placesOfNumbered(texts: readonly string[]): number[] | undefined {
  return [ofOrdinals(texts), ofRanks(texts), ofRomans(texts), ofLabels(texts)].find(
    (places) => places !== undefined,
  );
}

function all(texts: readonly string[], read: (text: string) => number | undefined): number[] | undefined {
  const places = texts.map(read);
  return places.every((place) => place !== undefined) ? (places as number[]) : undefined;
}

function ofOrdinals(texts: readonly string[]) {
  const rests = new Set(texts.map((text) => ordinal.exec(text)?.[2]?.toLowerCase()));
  return rests.size > 1 ? undefined : all(texts, (text) => numberOf(ordinal.exec(text)?.[1]));
}

const ofRanks = (texts: readonly string[]) => all(texts, (text) => numberOf(ranked.exec(text)?.[1]));

/** I, II, III; one letter alone may be anything. */
const ofRomans = (texts: readonly string[]) =>
  texts.some((text) => text.length > 1) ? all(texts, romanOf) : undefined;

/** Numbers with a name each; numbers with one and the same unit are simply numbers. */
function ofLabels(texts: readonly string[]) {
  const names = new Set(texts.map((text) => labelled.exec(text)?.[2]?.toLowerCase()));
  return names.size < texts.length ? undefined : all(texts, (text) => numberOf(labelled.exec(text)?.[1]));
}

const numberOf = (text: string | undefined) =>
  text === undefined ? undefined : /^\d+$/.test(text) ? Number(text) : romanOf(text);

function romanOf(text: string): number | undefined {
  const place = romans.indexOf(text.toLowerCase());
  return place < 0 ? undefined : place + 1;
}
