import { instantiateKernels, type Kernels } from '../../kernel/kernel.js';

// Numbers that the kernels work on lie in the memory of a WebAssembly instance. A workspace is one instance with room that is only taken,
// and given back all at once; when nobody holds it any more, it is collected with its memory.

const pageBytes = 65536;

/** The numbers in one piece of a workspace's memory; `numbers()` is a view that any later `take` may make useless. */
export interface Room {
  readonly at: number;
  readonly length: number;
  numbers(): Float64Array;
}

/** A matrix of float64, row by row, rows `stride` bytes apart: room for `rows` of them, each a multiple of eight numbers. */
export interface Matrix extends Room {
  readonly rows: number;
  readonly stride: number;
}

export interface Workspace {
  readonly kernels: Kernels;
  /** Room for `length` numbers, rounded up to a multiple of eight; what is in it is undefined. */
  take(length: number): Room;
  takeMatrix(rows: number, columns: number): Matrix;
  /** Gives all room back. */
  clear(): void;
}

export const paddedTo8 = (count: number): number => (count + 7) & ~7;

export function makeWorkspace(): Workspace {
  const kernels = instantiateKernels();
  const { memory } = kernels;
  let next = kernels.roomAt();

  function take(length: number): Room {
    const at = next;
    const padded = paddedTo8(length);
    next += padded * 8;
    const missing = Math.ceil((next - memory.buffer.byteLength) / pageBytes);
    if (missing > 0) memory.grow(missing);
    let view = new Float64Array(memory.buffer, at, padded);
    return {
      at,
      length: padded,
      numbers: () => {
        if (view.buffer !== memory.buffer) view = new Float64Array(memory.buffer, at, padded);
        return view;
      },
    };
  }

  return {
    kernels,
    take,
    takeMatrix(rows, columns) {
      const padded = paddedTo8(columns);
      return { ...take(paddedTo8(rows) * padded), rows, stride: padded * 8 };
    },
    clear() {
      next = kernels.roomAt();
    },
  };
}
