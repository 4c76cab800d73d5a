import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EncoderSpec } from '../../data/encode/encoder.js';
import { readTable } from '../../data/read-table.js';
import type { TargetCoding } from '../../data/target-coding.js';
import { SweetspotError } from '../../error.js';
import { parameterCount } from '../../network/count.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { Member, Model } from '../model.js';
import { predict } from '../predict.js';
import { predictionCsv } from '../prediction-csv.js';
import { loadModel } from './load.js';
import { saveModel } from './save.js';

const encoder: EncoderSpec = {
  width: 10,
  columns: [
    {
      kind: 'number',
      name: 'size',
      format: { decimal: ',', decorated: true, unit: 'm²' },
      missing: ['-99'],
      center: 0.1,
      scale: 1 / 3,
      flag: true,
    },
    { kind: 'boolean', name: 'new', missing: [], share: 0.3, flag: false },
    { kind: 'category', name: 'town', missing: [], levels: ['A', 'B'], other: true, flag: true },
    {
      kind: 'category',
      name: 'street',
      missing: [],
      levels: Array.from({ length: 12 }, (_, i) => `street ${i}`),
      other: true,
      flag: false,
      embedded: true,
    },
    {
      kind: 'date',
      name: 'built',
      order: 'dmy',
      missing: [],
      parts: [
        { part: 'year', center: 1990, scale: 0.1 },
        { part: 'elapsed', center: 7000, scale: 1e-4 },
      ],
      flag: false,
    },
  ],
};
const numbers = { transform: 'log', shift: 0, mean: 7.5, deviation: 0.9, low: 0, high: 19_000 } as const;
const coding: TargetCoding = { kind: 'numbers', columns: [numbers] };
const shape = {
  inputs: 10,
  embeddings: [{ input: 7, levels: 13, size: 3 }],
  hidden: [4, 3],
  outputs: 1,
  activation: 'silu' as const,
};
const member = (weights: Float32Array, share: number): Member => ({ shape, weights, share, encoder, coding });
const weightsOf = (make: (i: number) => number) =>
  Float32Array.from({ length: parameterCount(shape) }, (_, i) => make(i));

const model: Model = {
  target: { task: 'regression', columns: [{ name: 'price', format: { decimal: '.', decorated: false } }] },
  members: [
    member(
      weightsOf((i) => i / 7),
      0.5,
    ),
    member(
      weightsOf((i) => -i / 3),
      0.5,
    ),
  ],
  margins: [{ rows: 3, scores: [-2, 0.5, 2], spread: { at: [1, 2], size: [0.5, 1] }, floor: 0 }],
  card: { metric: 'rmse', rows: { train: 60, validation: 20, test: 20 }, test: { rmse: 1.5 } },
};
const classifier: Model = {
  ...{ target: { name: 'sold', task: 'binary', classes: ['no', 'yes'] }, members: [], card: {} },
  constant: [0.25, 0.75],
  calibration: { temperature: 1.5, bias: [0.25, -0.25] },
  decision: [0.3, 0.7],
};
const constant: Model = {
  target: { name: 'sold', task: 'binary', classes: ['no', 'yes'] },
  members: [],
  constant: [0.25, 0.75],
  card: {},
};

const several: Model = {
  target: {
    task: 'regression',
    columns: [
      { name: 'heating', format: { decimal: '.', decorated: false } },
      { name: 'cooling', format: { decimal: ',', decorated: true, unit: 'kWh' } },
    ],
  },
  members: [],
  constant: [22.3, 24.6],
  card: {},
};
const cut = {
  ...shape,
  pieces: [{ input: 0, edges: [-1, 0, 2.5] }],
};
const inPieces: Model = {
  ...model,
  members: [
    { ...member(new Float32Array(parameterCount(cut)).fill(0.25), 0.5), shape: cut },
    member(weightsOf(Math.sqrt), 0.5),
  ],
};

const wavy = {
  ...shape,
  periodic: { inputs: [0, 3], waves: 'phased' as const, frequencies: 2, sigma: 0.1, size: 3, relu: false },
  inputScale: true,
};
const withWaves: Model = {
  ...model,
  members: [{ ...member(new Float32Array(parameterCount(wavy)).fill(0.25), 1), shape: wavy }],
};

describe('saving and loading', () => {
  const { margins: _, ...withoutMargins } = model;
  test.each([
    model,
    { ...model, factors: [1.02] },
    withoutMargins,
    constant,
    several,
    inPieces,
    withWaves,
    classifier,
  ])('gives the same model', (each) => {
    expect(loadModel(saveModel(each))).toEqual(each);
  });

  test('keeps every bit of the weights', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: parameterCount(shape), maxLength: parameterCount(shape), noNaN: true }),
        (weights) => {
          const loaded = loadModel(saveModel({ ...model, members: [member(weights, 1)] }));
          expect(new Uint32Array(loaded.members[0]!.weights.buffer)).toEqual(
            new Uint32Array(weights.slice().buffer),
          );
        },
      ),
    );
  });

  test('gives the same bytes again, and keeps an encoder that members share once', () => {
    const files = saveModel(model);
    expect(saveModel(loadModel(files))).toEqual(files);
    expect(JSON.parse(new TextDecoder().decode(files['model.json'])).encoders).toHaveLength(1);
  });
});

// Made by Sweetspot 0.1.0: a model of five networks, three rows and what it said of them.
const old: Record<'model.json' | 'weights.bin' | 'rows' | 'predicted', string> = JSON.parse(
  readFileSync(new URL('../fixtures/model-version-1.json', import.meta.url), 'utf8'),
);
const bytesOf = (text: string) => new TextEncoder().encode(text);

test('a model of version 1 loads and predicts as it did', () => {
  const loaded = loadModel({
    'model.json': bytesOf(old['model.json']),
    'weights.bin': new Uint8Array(Buffer.from(old['weights.bin'], 'base64')),
  });
  const table = readTable(bytesOf(old.rows), 'rows.csv');
  expect([...predictionCsv(table, predict(loaded, table, wasmEngine()))].join('')).toBe(old.predicted);
  expect(loadModel(saveModel(loaded))).toEqual(loaded);
});

interface Json {
  version: number;
  target: unknown;
  encoders: { columns: unknown[] }[];
  codings: { kind: string; columns: { mean: number | null }[] }[];
  members: {
    hidden: number[];
    share: number;
    encoder: number;
    embeddings?: { input: number; levels: number }[];
    periodic?: { inputs: number[] };
  }[];
  margins: { scores: number[]; spread: { at: number[]; size: number[] } }[];
}

test.each([
  [[0, 7], 7],
  [[0, 12], 12],
  [[3, 0], 0],
])('waves of inputs %j are refused', (inputs, wrong) => {
  const files = saveModel(withWaves);
  const json: Json = JSON.parse(new TextDecoder().decode(files['model.json']));
  json.members[0].periodic!.inputs = inputs;
  const changed = { ...files, 'model.json': new TextEncoder().encode(JSON.stringify(json)) };
  expect(() => loadModel(changed)).toThrow(`network 1 has waves of input ${wrong}`);
});

describe('damaged files', () => {
  const files = saveModel(model);
  const withJson = (change: (json: Json) => void) => {
    const json: Json = JSON.parse(new TextDecoder().decode(files['model.json']));
    change(json);
    return { ...files, 'model.json': new TextEncoder().encode(JSON.stringify(json)) };
  };

  test.each<[string, Parameters<typeof loadModel>[0], string]>([
    ['no model.json', { 'weights.bin': files['weights.bin'] }, 'model.json is absent'],
    ['no weights', { 'model.json': files['model.json'] }, 'weights.bin is absent'],
    ['cut JSON', { ...files, 'model.json': files['model.json'].subarray(0, 99) }, 'model.json is not JSON'],
    [
      'another JSON',
      { ...files, 'model.json': new TextEncoder().encode('[1]') },
      'does not say that it is one',
    ],
    ['null', { ...files, 'model.json': new TextEncoder().encode('null') }, 'does not say that it is one'],
    ['cut weights', { ...files, 'weights.bin': files['weights.bin'].subarray(4) }, 'where model.json says'],
    [
      'a changed weight',
      { ...files, 'weights.bin': files['weights.bin'].map((byte, i) => (i === 5 ? byte ^ 1 : byte)) },
      'its SHA-256 differs',
    ],
    [
      'a later version',
      withJson((json) => {
        json.version = 9;
      }),
      'the model is of version 9; this Sweetspot reads up to 2.',
    ],
    [
      'another shape',
      withJson((json) => {
        json.members[0].hidden = [5, 3];
      }),
      'weights.bin is too short for its networks',
    ],
    [
      'one network fewer',
      withJson((json) => {
        json.members.pop();
      }),
      'weights.bin is too long for its networks',
    ],
    [
      'an encoder of another width',
      withJson((json) => {
        json.encoders[0].columns.pop();
      }),
      'network 1 has 10 inputs and its encoder makes 8',
    ],
    [
      'an embedding of another input',
      withJson((json) => {
        json.members[0].embeddings![0].input = 6;
      }),
      'network 1 does not embed the levels that its encoder makes',
    ],
    [
      'an embedding of very many levels',
      withJson((json) => {
        json.members[0].embeddings![0].levels = 2 ** 40;
      }),
      'weights.bin is too short for its networks',
    ],
    [
      'an encoder that is not there',
      withJson((json) => {
        json.members[1].encoder = 3;
      }),
      'network 2 names an encoder or a coding that is not there',
    ],
    [
      'shares that do not add up',
      withJson((json) => {
        json.members[0].share = 0.25;
      }),
      'its shares add up to 0.75, not to 1',
    ],
    [
      'a number that is none',
      withJson((json) => {
        json.codings[0].columns[0].mean = null;
      }),
      'codings',
    ],
    [
      'scores that do not ascend',
      withJson((json) => {
        json.margins[0]!.scores.reverse();
      }),
      'the scores of its intervals are not in order',
    ],
    [
      'a spread with a place too few',
      withJson((json) => {
        json.margins[0]!.spread.at.pop();
      }),
      'the spread of its intervals is not in order',
    ],
    [
      'a spread of nothing',
      withJson((json) => {
        json.margins[0]!.spread.size[0] = 0;
      }),
      'margins',
    ],
    [
      'classes from a network of numbers',
      withJson((json) => {
        json.target = { name: 'sold', task: 'binary', classes: ['no', 'yes'] };
      }),
      "network 1 does not predict the target's kind",
    ],
    [
      'more targets than codings',
      withJson((json) => {
        const { columns } = json.target as { columns: unknown[] };
        columns.push(columns[0]);
      }),
      "network 1 does not predict the target's kind",
    ],
    [
      'more targets than outputs',
      withJson((json) => {
        const { columns } = json.target as { columns: unknown[] };
        columns.push(columns[0]);
        json.codings[0]!.columns.push(json.codings[0]!.columns[0]!);
      }),
      'network 1 has 1 outputs to predict 2 numbers',
    ],
    [
      'intervals of another target',
      withJson((json) => {
        json.margins.push(json.margins[0]!);
      }),
      'it has the intervals of 2 targets of 1',
    ],
    [
      'no target',
      withJson((json) => {
        json.target = { task: 'regression', columns: [] };
      }),
      'target',
    ],
  ])('%s', (_, damaged, message) => {
    expect(() => loadModel(damaged)).toThrow(message);
    expect(() => loadModel(damaged)).toThrow(SweetspotError);
  });

  test.each<[string, (json: { pieces: { input: number; edges: number[] }[][] }) => void, string]>([
    ['pieces that are not there', (json) => json.pieces.pop(), 'network 1 names pieces that are not there'],
    ['of an input that is not there', ({ pieces }) => (pieces[0][0].input = 10), 'pieces of input 10'],
    [
      'that do not ascend',
      ({ pieces }) => pieces[0][0].edges.reverse(),
      'pieces of input 0 that do not ascend',
    ],
    ['of another count', ({ pieces }) => pieces[0][0].edges.push(9), 'too short for its networks'],
  ])('%s', (_, change, message) => {
    const files = saveModel(inPieces);
    const json = JSON.parse(new TextDecoder().decode(files['model.json']));
    change(json);
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    expect(() => loadModel({ ...files, 'model.json': bytes })).toThrow(message);
  });

  test('a calibration of other classes', () => {
    const three = saveModel({ ...classifier, decision: [1, 1, 1] });
    expect(() => loadModel(three)).toThrow('its calibration has 3 numbers, not 2');
    const biased = saveModel({ ...classifier, calibration: { temperature: 1, bias: [0] } });
    expect(() => loadModel(biased)).toThrow('its calibration has 1 numbers, not 2');
  });

  test('any byte of model.json may be damaged without a crash', () => {
    fc.assert(
      fc.property(fc.nat(files['model.json'].length - 1), fc.nat(255), (at, byte) => {
        const bytes = files['model.json'].slice();
        bytes[at] = byte;
        try {
          loadModel({ ...files, 'model.json': bytes });
        } catch (error) {
          expect(error).toBeInstanceOf(SweetspotError);
        }
      }),
    );
  });
});
