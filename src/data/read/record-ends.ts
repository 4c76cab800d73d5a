const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;

export interface RecordMarks {
  /** The byte between fields. */
  readonly delimiter: number;
  /** Whether nothing follows the bytes. */
  readonly isEnd: boolean;
}

/**
 * Calls `each` with the beginning and the end (behind its line feed) of every record that is whole, and returns where the first begins that is not.
 * The bytes begin with a record and are in an encoding whose bytes below 128 are ASCII. Quotes are read as papaparse reads them: one that
 * opens a field ends before a delimiter or a line's end, perhaps after spaces.
 */
export function wholeRecords(
  bytes: Uint8Array,
  { delimiter, isEnd }: RecordMarks,
  each: (from: number, to: number) => void,
): number {
  const end = bytes.length;
  const plain = bytes.indexOf(quote) < 0;
  let from = 0;
  while (from < end) {
    const at = plain ? bytes.indexOf(lineFeed, from) : lineEnd(bytes, from, delimiter, isEnd);
    if (at < 0 && !isEnd) return from;
    const to = at < 0 ? end : at + 1;
    each(from, to);
    from = to;
  }
  return from;
}

/** The line feed that ends the record; −1 when there is none. */
function lineEnd(bytes: Uint8Array, from: number, delimiter: number, isEnd: boolean): number {
  let at = from;
  const end = bytes.length;
  while (at < end) {
    if (bytes[at] === quote) {
      at = afterQuoted(bytes, at + 1, delimiter, isEnd);
      if (at < 0) return -1;
    }
    let byte = 0;
    while (at < end && (byte = bytes[at]!) !== delimiter && byte !== lineFeed) at += 1;
    if (at >= end) return -1;
    if (byte === lineFeed) return at;
    at += 1;
  }
  return -1;
}

/** The place after the quote that closes a field; −1 when it is not among the bytes. */
function afterQuoted(bytes: Uint8Array, from: number, delimiter: number, isEnd: boolean): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(quote, at);
    if (at < 0) return -1;
    if (bytes[at + 1] === quote) {
      at += 2;
      continue;
    }
    let next = at + 1;
    while (bytes[next] === space && delimiter !== space) next += 1;
    if (next >= bytes.length) return isEnd ? at + 1 : -1;
    const byte = bytes[next];
    if (byte === delimiter || byte === lineFeed || byte === carriageReturn) return at + 1;
    at += 1;
  }
}
