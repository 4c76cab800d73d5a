import { createHash } from 'node:crypto';
import { writeAll } from './bytes.js';
import type { Footer, Shape } from './footer.js';
import { closing, opening, rowWidth } from './layout.js';

/** Lays rows into blocks and blocks into an open file. */
export function blocksWriter(file: number, shape: Shape) {
  const { blockRows, inputs, targetWidth, scales, weighted } = shape;
  const block = new Float32Array(blockRows * rowWidth(shape));
  const hashes: string[] = [];
  let held = 0;
  let rows = 0;
  let end = opening.length;
  writeAll(file, opening, 0);

  /** The widths of the sections, one after another. */
  const sections = [inputs, ...scales.map(() => targetWidth), ...(weighted ? [1] : [])];

  function flush() {
    if (held === 0) return;
    const bytes = new Uint8Array(block.buffer, 0, held * rowWidth(shape) * 4);
    if (held < blockRows) close(held);
    hashes.push(createHash('sha256').update(bytes).digest('hex'));
    writeAll(file, bytes, end);
    end += bytes.length;
    held = 0;
  }

  /** The sections of the last block begin earlier, for it has fewer rows. */
  function close(count: number) {
    let from = 0;
    let to = 0;
    for (const width of sections) {
      block.copyWithin(to, from, from + count * width);
      from += blockRows * width;
      to += count * width;
    }
  }

  return {
    /** Adds the row at a place of an array: its inputs, its targets for each scale, its weight. */
    add(from: Float32Array, at: number) {
      let start = 0;
      let own = at;
      for (const width of sections) {
        const place = start + held * width;
        for (let i = 0; i < width; i++) block[place + i] = from[own + i]!;
        own += width;
        start += blockRows * width;
      }
      rows += 1;
      held += 1;
      if (held === blockRows) flush();
    },
    finish(about: Pick<Footer, 'source' | 'identity' | 'fileRows'>): Footer {
      flush();
      const footer: Footer = { ...about, ...shape, rows, blocks: hashes };
      const json = new TextEncoder().encode(JSON.stringify(footer));
      const length = new DataView(new ArrayBuffer(4));
      length.setUint32(0, json.length, true);
      const hash = createHash('sha256').update(json).digest();
      writeAll(file, Buffer.concat([json, hash, new Uint8Array(length.buffer), closing]), end);
      return footer;
    },
  };
}
