import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { rowsOfBlock } from '../../../../network/engine/blocks.js';
import { readAll } from './bytes.js';
import { type Footer, footerShape } from './footer.js';
import { blockAt, closing, opening, rowWidth } from './layout.js';

/** What a cache file says about itself; throws an Error that says what is wrong with it. */
export function readFooter(path: string): Footer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = bytesAt(file, size - 44, 44);
    if (!sameBytes(tail.subarray(36), closing) || !sameBytes(bytesAt(file, 0, 8), opening))
      throw new Error('it is no cache, or its end is missing');
    const length = new DataView(tail.buffer, 32, 4).getUint32(0, true);
    const json = bytesAt(file, size - 44 - length, length);
    if (!sameBytes(createHash('sha256').update(json).digest(), tail.subarray(0, 32)))
      throw new Error('what it says about itself has changed');
    const footer = footerShape.parse(JSON.parse(new TextDecoder().decode(json)));
    if (blockAt(footer, 0) + footer.rows * rowWidth(footer) * 4 !== size - 44 - length)
      throw new Error('rows are missing');
    return footer;
  } finally {
    closeSync(file);
  }
}

/** Reads every block once; the first whose bytes have changed, or undefined when all are whole. */
export function damagedBlock(path: string, footer: Footer): number | undefined {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(footer.blockRows * rowWidth(footer) * 4);
    const damaged = footer.blocks.findIndex((hash, block) => {
      const own = bytes.subarray(0, rowsOfBlock(footer, block) * rowWidth(footer) * 4);
      readAll(file, own, blockAt(footer, block));
      return createHash('sha256').update(own).digest('hex') !== hash;
    });
    return damaged < 0 ? undefined : damaged;
  } finally {
    closeSync(file);
  }
}

function bytesAt(file: number, at: number, length: number): Uint8Array<ArrayBuffer> {
  if (at < 0) throw new Error('it is too short');
  const bytes = new Uint8Array(length);
  readAll(file, bytes, at);
  return bytes;
}

const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
