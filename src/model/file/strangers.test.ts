import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitEncoder } from '../../data/encode/fit.js';
import { inferSchema } from '../../data/infer-schema.js';
import { readTarget } from '../../data/read-target.js';
import { tableFromRecords } from '../../data/records.js';
import { sha256 } from '../../data/sha256.js';
import { fitNumberCodings } from '../../data/target-coding.js';
import { SweetspotError } from '../../error.js';
import { parameterCount } from '../../network/count.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { Model } from '../model.js';
import { predict } from '../predict.js';
import { loadModel } from './load.js';
import { saveModel } from './save.js';

// A model file may come from anyone. Whatever it holds: a model that predicts, or a SweetspotError, soon and in little memory.

const table = tableFromRecords(
  Array.from({ length: 60 }, (_, i) => ({
    size: 20 + ((i * 37) % 90),
    town: ['A', 'B', 'C'][i % 3],
    built: `19${10 + (i % 80)}-0${1 + (i % 9)}-11`,
    price: 100 + i,
  })),
);
const options = { target: 'price' };
const schema = inferSchema(table, options);
const target = readTarget(schema, table, {});
const encoder = fitEncoder(schema, table, target.rows);
const shape = {
  inputs: encoder.width,
  pieces: [{ input: 0, edges: [-1, 0, 1] }],
  periodic: { inputs: [0], waves: 'phased' as const, frequencies: 2, sigma: 0.1, size: 3 },
  inputScale: true,
  hidden: [6],
  outputs: 1,
  activation: 'relu' as const,
};
const model: Model = {
  target: schema.target,
  members: [
    {
      shape,
      weights: Float32Array.from({ length: parameterCount(shape) }, (_, i) => Math.sqrt(i) / 9),
      share: 1,
      encoder,
      coding: fitNumberCodings(target, target.rows, ['none']),
    },
  ],
  card: { metric: 'rmse' },
};
const files = saveModel(model);
const json = JSON.parse(new TextDecoder().decode(files['model.json']));

/** Every place in a JSON value, as the keys that lead to it. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...members.flatMap(([key, member]) => places(member, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'x', true, [], {}, [[]], -1, 0, 0.5, 1e9, 2 ** 31, 1e300, -1e300),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.array(fc.integer({ min: -5, max: 2 ** 33 }), { maxLength: 5 }),
  fc.string(),
);

/** A result or a SweetspotError. */
function use(model: unknown, weights: Uint8Array = files['weights.bin']) {
  const bytes = new TextEncoder().encode(JSON.stringify(model));
  try {
    const { task } = predict(loadModel({ 'model.json': bytes, 'weights.bin': weights }), table, wasmEngine());
    expect(['regression', 'binary', 'multiclass']).toContain(task);
  } catch (error) {
    if (!(error instanceof SweetspotError)) throw error;
  }
}

describe('model files of strangers', () => {
  test('the model itself predicts', () => {
    const { values } = predict(loadModel(files), table, wasmEngine()) as { values: Float64Array };
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('one to three places hold something else', () => {
    const all = places(json);
    const change = fc.tuple(fc.nat(all.length - 1), odd);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let changed: unknown = json;
        for (const [at, value] of changes) {
          try {
            changed = replaced(changed, all[at]!, value);
          } catch {
            // An earlier change took the place away.
          }
        }
        use(changed);
      }),
      { numRuns: 3000 },
    );
  }, 60_000);

  test('the weights hold anything, and their hash is right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: files['weights.bin'].length + 8 }), (weights) => {
        use({ ...json, weights: { bytes: weights.length, sha256: sha256(weights) } }, weights);
      }),
    );
    const all = files['weights.bin'].length;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: all, maxLength: all }), (weights) => {
        use({ ...json, weights: { bytes: all, sha256: sha256(weights) } }, weights);
      }),
    );
  });

  test('shapes that would take terabytes are refused before anything is allocated', () => {
    for (const hidden of [[2 ** 31], [1e6, 1e6, 1e6], [1e300], new Array(5000).fill(1)]) {
      const before = process.memoryUsage().arrayBuffers;
      use({ ...json, members: [{ ...json.members[0], hidden }] });
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e8);
    }
  });
});
