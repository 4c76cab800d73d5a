import { closeSync, openSync, unlinkSync } from 'node:fs';
import { stream } from '../../../../math/random.js';
import { readAll, writeAll } from './bytes.js';

export interface ShuffleOptions {
  /** A file that is made for the time being. */
  readonly path: string;
  /** Numbers in a row. */
  readonly width: number;
  /** About how many rows will come. */
  readonly rows: number;
  readonly seed: number;
  /** Bytes of rows that are put in order at once; default 32 MB. */
  readonly pile?: number;
}

/** Each pile keeps so many bytes of its rows before they are written. */
const buffered = 64 << 10;
const mostPiles = 1024;

/**
 * Puts rows into random order with a file in between: each row goes to a pile that chance names, and each pile, which fits into memory, is
 * shuffled by itself. Every order is as likely as any other; equal seeds give equal orders.
 */
export function shuffler({ path, width, rows, seed, pile = 32 << 20 }: ShuffleOptions) {
  const random = stream(seed, 0, 'shuffle');
  const count = Math.max(1, Math.min(mostPiles, Math.ceil((rows * width * 4) / pile)));
  const room = Math.max(1, Math.floor(buffered / 4 / width));
  const buffers = Array.from({ length: count }, () => new Float32Array(room * width));
  const filled = new Uint32Array(count);
  const places = Array.from({ length: count }, (): { at: number; rows: number }[] => []);
  const file = openSync(path, 'w+');
  let end = 0;

  function flush(p: number) {
    if (filled[p] === 0) return;
    const bytes = new Uint8Array(buffers[p]!.buffer, 0, filled[p]! * width * 4);
    writeAll(file, bytes, end);
    places[p]!.push({ at: end, rows: filled[p]! });
    end += bytes.length;
    filled[p] = 0;
  }

  function gather(p: number): Float32Array {
    const total = places[p]!.reduce((sum, each) => sum + each.rows, 0);
    const all = new Float32Array(total * width);
    let at = 0;
    for (const { at: from, rows: own } of places[p]!) {
      readAll(file, new Uint8Array(all.buffer, at * 4, own * width * 4), from);
      at += own * width;
    }
    return all;
  }

  return {
    /** A pile for the next row: `width` numbers from the place on that is returned, in the array that `into` gives. */
    next(): { into: Float32Array; at: number } {
      const p = count === 1 ? 0 : random.below(count);
      if (filled[p] === room) flush(p);
      return { into: buffers[p]!, at: filled[p]!++ * width };
    },
    piles: count,
    /** The rows of a pile in their new order: an array and the place in it where the row begins. Each pile is asked for once, in turn. */
    pile(p: number, each: (rows: Float32Array, at: number) => void) {
      flush(p);
      const all = gather(p);
      for (const row of random.permutation(all.length / width)) each(all, row * width);
    },
    /** Lets the file go. */
    close() {
      closeSync(file);
      unlinkSync(path);
    },
  };
}
