import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { dataError } from '../../../error.js';

/** Some bytes of a file, and whether they are its last. */
export interface Portion {
  readonly bytes: Uint8Array;
  readonly isEnd: boolean;
}

/** Bytes read at once. */
const portion = 1 << 20;

/**
 * A file's bytes, unpacked if it is gzip, about a megabyte at a time. `onBytes` is given them as they lie on the disk. Throws a data error for gzip that
 * is damaged or cut off, and what reading throws.
 */
export async function* portionsOf(
  { path, name, gzip }: { readonly path: string; readonly name: string; readonly gzip: boolean },
  onBytes: (bytes: Uint8Array) => void = () => {},
): AsyncGenerator<Portion> {
  const raw = rawBytes(path, onBytes);
  const bytes = gzip ? pipeline(Readable.from(raw), createGunzip({ chunkSize: portion }), () => {}) : raw;
  let waiting: Uint8Array | undefined;
  try {
    for await (const next of bytes as AsyncIterable<Uint8Array>) {
      if (waiting) yield { bytes: waiting, isEnd: false };
      waiting = next;
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw dataError(
      `${name} is compressed with gzip, and is damaged or cut off.`,
      'Copy or download it again.',
    );
  }
  yield { bytes: waiting ?? new Uint8Array(0), isEnd: true };
}

async function* rawBytes(path: string, onBytes: (bytes: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const bytes of createReadStream(path, { highWaterMark: portion })) {
    onBytes(bytes as Uint8Array);
    yield bytes as Uint8Array;
  }
}
