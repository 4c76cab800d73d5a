import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { type BlockRoom, blockCount, type ExampleBlocks, rowsOfBlock } from '../blocks.js';
import type { Examples } from '../engine.js';

/** What every kind of blocks does. `open` gives the examples in blocks of so many rows, from where that kind keeps them. */
export function blocksContract(open: (examples: Examples, blockRows: number) => ExampleBlocks) {
  const shapes = [
    { rows: 10, inputs: 3, targetWidth: 1, blockRows: 4 },
    { rows: 12, inputs: 1, targetWidth: 2, blockRows: 4 },
    { rows: 5, inputs: 2, targetWidth: 1, blockRows: 8 },
    { rows: 7, inputs: 5, targetWidth: 3, blockRows: 1 },
  ];

  describe.each(shapes.flatMap((shape) => [false, true].map((weighted) => ({ ...shape, weighted }))))(
    'blocks %j',
    (shape) => {
      const { rows, inputs, targetWidth, blockRows, weighted } = shape;
      const examples = drawn(shape);
      const room = (): BlockRoom => ({
        inputs: new Float32Array(blockRows * inputs).fill(-7),
        targets: new Float32Array(blockRows * targetWidth).fill(-7),
        ...(weighted && { weights: new Float32Array(blockRows).fill(-7) }),
      });
      const rest = (values: Float32Array, block: number, width: number) =>
        values.subarray(block * blockRows * width, (block + 1) * blockRows * width);

      test('say what they hold', () => {
        const { read: _, ...said } = open(examples, blockRows);
        expect(said).toMatchObject({ rows, inputs, targetWidth, weighted, blockRows });
      });

      test('hold every row in its place, in whatever order and however often they are read', () => {
        const blocks = open(examples, blockRows);
        const all = Array.from({ length: blockCount(blocks) }, (_, block) => block);
        for (const block of [...all.toReversed(), ...all]) {
          const into = room();
          const count = blocks.read(block, into);
          expect(count).toBe(Math.min(blockRows, rows - block * blockRows));
          const filled = (given: Float32Array, width: number) => {
            const want = new Float32Array(blockRows * width).fill(-7);
            want.set(rest(given, block, width));
            return want;
          };
          expect(into.inputs).toEqual(filled(examples.inputs, inputs));
          expect(into.targets).toEqual(filled(examples.targets, targetWidth));
          if (weighted) expect(into.weights).toEqual(filled(examples.weights!, 1));
        }
      });

      test('need no more room than their rows', () => {
        const blocks = open(examples, blockRows);
        const last = blockCount(blocks) - 1;
        const count = rowsOfBlock(blocks, last);
        const inputsOfLast = new Float32Array(count * inputs);
        const targets = new Float32Array(count * targetWidth);
        blocks.read(last, {
          inputs: inputsOfLast,
          targets,
          ...(weighted && { weights: new Float32Array(count) }),
        });
        expect(inputsOfLast).toEqual(rest(examples.inputs, last, inputs));
        expect(targets).toEqual(rest(examples.targets, last, targetWidth));
      });

      test.each([-1, 0.5, Number.NaN, Math.ceil(rows / blockRows)])('have no block %d', (block) => {
        expect(() => open(examples, blockRows).read(block, room())).toThrow(`there is no block ${block}`);
      });
    },
  );
}

interface Shape {
  readonly rows: number;
  readonly inputs: number;
  readonly targetWidth: number;
  readonly weighted: boolean;
}

function drawn({ rows, inputs, targetWidth, weighted }: Shape): Examples {
  const random = stream(2, 0, 'blocks');
  const numbers = (length: number) => Float32Array.from({ length }, () => random.uniform());
  return {
    rows,
    inputs: numbers(rows * inputs),
    targets: numbers(rows * targetWidth),
    ...(weighted && { weights: numbers(rows) }),
  };
}
