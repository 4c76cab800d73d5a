import { readSync, writeSync } from 'node:fs';

/** Writes all bytes at a place of an open file. */
export function writeAll(file: number, bytes: Uint8Array, at: number) {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

/** Fills `bytes` from a place of an open file; throws a RangeError when the file ends before. */
export function readAll(file: number, bytes: Uint8Array, at: number) {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(file, bytes, done, bytes.length - done, at + done);
    if (count === 0) throw new RangeError(`the file ends at ${at + done}, before ${at + bytes.length}.`);
    done += count;
  }
}
