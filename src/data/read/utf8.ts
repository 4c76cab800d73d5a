import { dataError } from '../../error.js';

/** How much of a file comes before the bytes at hand. */
export interface Before {
  readonly bytes: number;
  readonly lines: number;
}

/** Decodes UTF-8, with or without a byte order mark; throws a data error that names the first bad byte. */
export function decodeUtf8(bytes: Uint8Array, name: string, before?: Before): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes, name, before);
  }
}

function notUtf8(bytes: Uint8Array, name: string, before: Before = { bytes: 0, lines: 0 }) {
  const at = firstBadByte(bytes);
  const lines = bytes.subarray(0, at).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 1);
  const value = `0x${bytes[at]!.toString(16).padStart(2, '0')}`;
  return dataError(
    `${name} is not UTF-8: byte ${before.bytes + at + 1} (line ${before.lines + lines}) is ${value}.`,
    'If it comes from Windows or western Europe, read it with --encoding latin1; else name its encoding, or save it as UTF-8.',
  );
}

/** Where the first character begins that cannot be decoded: found by halving, for prefixes of good bytes are good. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  // The byte that breaks a character comes up to three bytes after the one that began it.
  const starts = [bad - 1, bad - 2, bad - 3, bad - 4].filter((at) => at >= 0);
  return starts.find((at) => decodes(bytes.subarray(0, at), false)) ?? 0;
}

/** Whether the bytes are UTF-8, save for a last character that may be cut off when `unfinished`. */
function decodes(bytes: Uint8Array, unfinished: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: unfinished });
    return true;
  } catch {
    return false;
  }
}
