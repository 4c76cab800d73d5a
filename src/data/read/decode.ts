import { dataError, usageError } from '../../error.js';
import { type Before, decodeUtf8 } from './utf8.js';

/** The longest string that V8 holds. */
const mostCharacters = 0x1fffffe8;

export interface Decoded {
  readonly text: string;
  /** What it was found to be when that is not UTF-8. */
  readonly found?: string;
}

/**
 * Text from bytes: in the `encoding` given (a label of the WHATWG Encoding Standard), else UTF-16 when it opens with that byte order mark, else UTF-8.
 * Throws a data error for bytes that are not that, and a usage error for an encoding that is not known.
 */
export function decodeText(bytes: Uint8Array, name: string, encoding?: string, before?: Before): Decoded {
  if (bytes.length > mostCharacters) throw tooLong(bytes, name);
  if (encoding !== undefined) return { text: decodeAs(encoding, bytes, name) };
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return { text: decodeAs(marked, bytes, name), found: 'UTF-16' };
  refuseZeros(bytes, name);
  return { text: decodeUtf8(bytes, name, before) };
}

function markedEncoding([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xff && b === 0xfe && (c !== 0 || d !== 0) ? 'utf-16le' : undefined;
}

function decodeAs(encoding: string, bytes: Uint8Array, name: string): string {
  const decoder = decoderOf(encoding);
  try {
    const text = decoder.decode(bytes);
    return decoder.encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, asWindows) : text;
  } catch {
    throw dataError(
      `${name} holds bytes that are not ${decoder.encoding}.`,
      'It may be damaged; or name another encoding with --encoding.',
    );
  }
}

const windows = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Node 20 leaves these bytes as control characters, against the Encoding Standard. */
const asWindows = (character: string) => windows[character.charCodeAt(0) - 0x80]!;

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw usageError(
      `encoding is "${encoding}", which is not known.`,
      'For example: --encoding latin1, --encoding utf-16le, --encoding shift_jis',
    );
  }
}

function refuseZeros(bytes: Uint8Array, name: string) {
  const head = bytes.subarray(0, 4096);
  if (!head.includes(0)) return;
  const zeros = [0, 1].map((odd) => head.filter((byte, i) => byte === 0 && i % 2 === odd).length);
  const wide = Math.max(...zeros) > 0.4 * (head.length / 2) && Math.min(...zeros) === 0;
  throw dataError(
    `${name} is not text: it holds a zero byte.`,
    wide
      ? `It may be UTF-16 without its mark: --encoding ${zeros[0] === 0 ? 'utf-16le' : 'utf-16be'}`
      : 'Read are CSV, TSV, JSON, NDJSON and Parquet, each also with gzip.',
  );
}

const tooLong = (bytes: Uint8Array, name: string) =>
  dataError(
    `${name} holds ${Math.round(bytes.length / 1e6)} MB of text; at most ${Math.floor(mostCharacters / 1e6)} MB can be read.`,
    'Give a part of its rows or columns, or the same table as Parquet.',
  );
