import { expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { coachTraining } from '../insight/diagnosis/coach.js';
import { stream } from '../math/random.js';
import type { Engine } from '../network/engine/engine.js';
import { wasmEngine } from '../network/engine/wasm.js';
import type { Setting } from '../space/parameter.js';
import { courseOfOutcome, sceneOfRows } from './coach-outcome.js';
import { nuggetOf } from './nugget.js';
import { prepare } from './prepare.js';
import { runTrial } from './run-trial.js';

// What the coach says of real small trainings with something planted, beside the same training without it; and whether what it advises helps.

/** The cells of a row, its target last. */
type Row = (random: ReturnType<typeof stream>, place: number) => readonly (number | string)[];

function tableOf(rows: number, make: Row, purpose: string) {
  const random = stream(9, rows, purpose);
  const lines = Array.from({ length: rows }, (_, place) =>
    make(random, place).map((cell) => (typeof cell === 'number' ? cell.toFixed(4) : cell)),
  );
  const head = [...lines[0]!.slice(1).map((_, j) => `x${j}`), 'y'];
  return readTable(new TextEncoder().encode([head, ...lines].join('\n')), 'made.csv');
}

const preparedOf = (make: Row, rows: number) =>
  prepare({
    table: tableOf(rows, make, 'train'),
    validationTable: tableOf(400, make, 'validation'),
    testTable: tableOf(50, make, 'test'),
    data: { target: 'y' },
    seed: 9,
  });

interface Training {
  readonly setting?: Setting;
  readonly rows?: number;
  readonly epochs?: number;
  readonly engine?: Engine;
}

async function coached(
  make: Row,
  { setting, rows = 600, epochs = 60, engine = wasmEngine() }: Training = {},
) {
  const prepared = preparedOf(make, rows);
  const whole = {
    ...{
      batch_size: 32,
      learning_rate: 3e-3,
      schedule: 'constant',
      layers: 1,
      neurons: 32,
      activation: 'silu',
    },
    ...{ weight_decay: 1e-2, dropout: 0, ...(prepared.task === 'regression' && { loss: 'squared' }) },
    ...setting,
  };
  const outcome = await runTrial({
    job: { label: '', setting: whole, seed: { seed: 9, trial: 0 }, parts: [0], epochs, rungs: [] },
    parts: [prepared.part(0).part],
    engineFor: () => engine,
    onEpochs() {},
    onRung: async () => undefined,
    stopRequested: () => undefined,
  });
  const said = coachTraining(courseOfOutcome(whole, outcome, prepared, epochs), sceneOfRows(prepared));
  const advised = (name: string) => said.find((each) => each.name === name)?.advice.setting;
  return { names: said.map(({ name }) => name), advised, score: outcome.best!.value };
}

const wave: Row = ({ normal }) => {
  const [a, b, c] = [normal(), normal(), normal()];
  return [a, b, c, Math.sin(1.5 * a) + 0.5 * b * Math.tanh(c) + 0.1 * normal()];
};

const spiral: Row = ({ uniform, normal }) => {
  const arm = uniform() < 0.5;
  const way = Math.sqrt(uniform());
  const angle = 3 * Math.PI * way + (arm ? Math.PI : 0);
  const at = (part: number) => 3 * way * part + 0.1 * normal();
  return [at(Math.cos(angle)), at(Math.sin(angle)), arm ? 'yes' : 'no'];
};

/** An engine whose networks begin with first weights so many times their size. */
function swollen(times: number): Engine {
  const engine = wasmEngine();
  return {
    name: engine.name,
    load: (...given) => engine.load(...given),
    network(plan, seed) {
      const network = engine.network(plan, seed);
      const weights = network.weights();
      const firsts = plan.inputs * plan.hidden[0]!;
      network.setWeights(weights.map((weight, i) => (i < firsts ? times * weight : weight)));
      return network;
    },
  };
}

test('units of tanh that begin at their ends stay there, and what is advised helps', async () => {
  const setting = { activation: 'tanh', neurons: 32 };
  expect((await coached(wave, { setting, epochs: 150 })).names).toEqual([]);
  const { names, advised, score } = await coached(wave, { setting, epochs: 150, engine: swollen(80) });
  expect(names).toEqual(['saturated units']);
  const helped = await coached(wave, { setting: advised('saturated units')!, epochs: 150 });
  expect(helped.score).toBeLessThan(0.5 * score);
});

test('a network that has come to a halt needs more neurons, and not more epochs', async () => {
  const small = { neurons: 8, learning_rate: 0.01, activation: 'relu', batch_size: 16, weight_decay: 0 };
  const { names, advised, score } = await coached(spiral, { setting: small, epochs: 120 });
  expect(names).toEqual(['plateau']);
  const larger = await coached(spiral, { setting: advised('plateau')!, epochs: 120 });
  expect(larger.names).not.toContain('plateau');
  expect(larger.score).toBeLessThan(0.5 * score);
  const longer = await coached(spiral, { setting: small, epochs: 240 });
  expect(longer.score).toBeGreaterThan(0.8 * score);
});

test('a few targets far out rule the squared loss; rows with nothing left to explain do not', async () => {
  const far: Row = (random, place) => {
    const [a, b, c, y] = wave(random, place) as number[];
    return [a!, b!, c!, y! + (place % 100 === 50 ? 40 : 0)];
  };
  expect((await coached(far)).names).toContain('outliers rule');
  expect((await coached(wave, { rows: 1500, epochs: 120 })).names).not.toContain('outliers rule');
  expect((await coached(far, { setting: { loss: 'absolute' } })).names).not.toContain('outliers rule');
});

test('label noise is seen whatever the network does, and not in a table that is only hard to learn', async () => {
  const turned: Row = (random, place) => {
    const row = spiral(random, place);
    return random.uniform() < 0.3 ? [row[0]!, row[1]!, row[2] === 'yes' ? 'no' : 'yes'] : row;
  };
  const loud: Row = (random, place) => {
    const [a, b, c, y] = wave(random, place) as number[];
    return [a!, b!, c!, y! + 1.2 * random.normal()];
  };
  expect((await coached(turned, { rows: 1000 })).names).toContain('label noise');
  expect((await coached(loud, { rows: 1000 })).names).toContain('label noise');
  expect((await coached(spiral, { setting: { neurons: 2 } })).names).toEqual(['underfitting']);
});

test('the nugget is what noise adds to the variance, and is not told where it is not known', () => {
  const part = (make: Row, rows = 1500) => preparedOf(make, rows).part(0).part;
  const loud =
    (deviation: number): Row =>
    ({ normal }) => {
      const [a, b] = [normal(), normal()];
      return [a, b, a + b + deviation * normal()];
    };
  for (const deviation of [0, 1, 2]) {
    const { share, error } = nuggetOf(part(loud(deviation)))!;
    expect(error).toBeLessThan(0.08);
    expect(Math.abs(share - deviation ** 2 / (2 + deviation ** 2))).toBeLessThan(3 * error + 0.01);
  }
  expect(nuggetOf(part(loud(1), 100))).toBeUndefined();
  // Each row is one level away from its nearest.
  const grid: Row = ({ uniform }, place) => [
    `row ${Math.floor(place / 20)}`,
    `column ${place % 20}`,
    uniform(),
  ];
  expect(nuggetOf(part(grid, 400))).toBeUndefined();
});
