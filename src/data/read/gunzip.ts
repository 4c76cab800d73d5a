import { dataError } from '../../error.js';

/** More than this is no table that fits into memory, or a trap. */
const mostBytes = 1 << 30;

export const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The bytes in gzip's wrapping. Throws a data error for a file that is damaged, cut off, or unpacks to more than a gibibyte. */
export async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const unpacked = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = await nextOf(unpacked, name);
    if (piece === undefined) return joined(pieces, length);
    pieces.push(piece);
    length += piece.length;
    if (length <= mostBytes) continue;
    await unpacked.cancel().catch(() => {});
    throw dataError(`${name} unpacks to more than 1 GB.`, 'Give a part of its rows or columns.');
  }
}

async function nextOf(reader: ReadableStreamDefaultReader<Uint8Array>, name: string) {
  try {
    return (await reader.read()).value;
  } catch {
    throw dataError(
      `${name} is compressed with gzip, and is damaged or cut off.`,
      'Copy or download it again.',
    );
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
