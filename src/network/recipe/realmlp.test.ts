import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { parameterCount } from '../count.js';
import { courses } from '../course.js';
import { relativeError } from '../engine/random-network.contract.js';
import { twinEngine } from '../engine/twin.js';
import { wasmEngine } from '../engine/wasm.js';
import type { Plan } from '../plan.js';
import { stepsPerEpoch } from '../plan.js';
import { factorAt } from '../schedule/schedule.js';
import { segmentsOf } from '../segments.js';
import { type RealMlpName, type RealMlpProblem, realMlp, realMlpNames } from './realmlp.js';
import type { TrainingRecipe } from './recipe.js';

const problem: RealMlpProblem = {
  task: 'multiclass',
  rows: 10_000,
  inputs: 5,
  levels: [{ input: 1, levels: 30 }],
  numbers: [0, 2, 4],
  outputs: 3,
};
const classes = (name: RealMlpName) => realMlp(name, problem);
const regression = (name: RealMlpName) => realMlp(name, { ...problem, task: 'regression', outputs: 1 });

/**
 * The published definition, point by point: what it is called in the authors' code (github.com/dholzmueller/pytabkit at 33cbf23; where no file is named,
 * DefaultParams in models/sklearn/default_params.py), what it is there, and where it is here. Two numbers: of classes and of regression.
 */
type Point = readonly [string, unknown, (recipe: TrainingRecipe) => unknown, unknown?];
const hyper =
  (...names: string[]) =>
  ({ plan }: TrainingRecipe) =>
    names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], plan);

const both: Point[] = [
  ['hidden_sizes=[256] * 3', [256, 256, 256], hyper('hidden')],
  ["weight_param='ntk'", 'ntk', hyper('parametrisation')],
  ['bias_lr_factor=0.1', 0.1, hyper('rateFactors', 'biases')],
  ["act='selu' for classes, 'mish' for regression", 'selu', hyper('activation'), 'mish'],
  [
    'add_front_scale=True: a factor for everything that the first layer sees (nn_models/models.py)',
    true,
    hyper('inputScale'),
  ],
  ['scale_lr_factor=6.0', 6, hyper('rateFactors', 'inputScale')],
  ['use_ls=True, ls_eps=0.1 for classes', 0.1, hyper('loss', 'smoothing'), undefined],
  ['cross-entropy; mean squared error (training/nn_creator.py)', 'softmax', hyper('loss', 'kind'), 'squared'],
  ["opt='adam'", 'adam', hyper('optimiser', 'kind')],
  ["('mom', …) default 0.9 (optim/optimizers.py)", 0.9, hyper('optimiser', 'beta1')],
  ['sq_mom=0.95', 0.95, hyper('optimiser', 'beta2')],
  [
    "('opt_eps', …) default 1e-8 (optim/optimizers.py); of half a squared error half of it",
    1e-8,
    hyper('optimiser', 'epsilon'),
    5e-9,
  ],
  ['batch_size default 256 (training/nn_creator.py)', 256, hyper('batchSize')],
  [
    'emb_init_mode default normal (nn_models/categorical.py)',
    'normal',
    hyper('initialisation', 'embeddings'),
  ],
  ["lr_sched='coslog4'", 'cycles', ({ schedule }) => schedule.kind],
  ['n_epochs=256', 256, ({ epochs }) => epochs],
];
const simplified: Point[] = [
  ["block_str='w-b-a': no dropout", 0, hyper('dropout')],
  ['no wd', 0, hyper('weightDecay')],
  ['no use_parametric_act', undefined, hyper('activationMix')],
  ['no num_emb_type', undefined, hyper('periodic')],
  [
    "weight_init_mode='normal': V is standard normal, and W = V / √inputs",
    'lecun',
    hyper('initialisation', 'weights'),
  ],
  ['', 'normal', hyper('initialisation', 'draw')],
  ["bias_init_mode='normal'", 'normal', hyper('initialisation', 'biases')],
  [
    "last_layer_config: bias_init_mode='zeros', weight_init_mode='zeros'",
    true,
    hyper('initialisation', 'zeroReadout'),
  ],
  ['lr=4e-2 for classes, 7e-2 for regression', 0.04, ({ rate }) => rate, 0.07],
  ['', undefined, ({ fades }) => fades],
];
const tuned: Point[] = [
  ["block_str='w-b-a-d', p_drop=0.15", 0.15, hyper('dropout')],
  ["p_drop_sched='flat_cos'", 'flat_cosine', ({ fades }) => fades?.dropout?.kind],
  ['wd=2e-2', 0.02, hyper('weightDecay')],
  ["wd_sched='flat_cos'", 'flat_cosine', ({ fades }) => fades?.weightDecay?.kind],
  ['use_parametric_act=True', true, hyper('activationMix')],
  ['act_lr_factor=0.1', 0.1, hyper('rateFactors', 'mix')],
  ["num_emb_type='pbld': cos with a bias (nn_models/models.py)", 'phased', hyper('periodic', 'waves')],
  ['plr_sigma=0.1', 0.1, hyper('periodic', 'sigma')],
  ['plr_hidden_1=16', 16, hyper('periodic', 'frequencies')],
  ['plr_hidden_2=4, one of which is the column itself (nn_models/nn.py)', 3, hyper('periodic', 'size')],
  ["plr_act_name='linear' (nn_models/models.py)", undefined, hyper('periodic', 'relu')],
  ['plr_lr_factor=0.1', 0.1, hyper('rateFactors', 'periodic')],
  [
    'decay multiplied by the rate factor once more (OptimizerBase.step, optim/optimizers.py)',
    6,
    hyper('decayFactors', 'inputScale'),
  ],
  ['', 0.1, hyper('decayFactors', 'periodic')],
  ['', 0.1, hyper('decayFactors', 'mix')],
  ["weight_init_mode='std'", 'data', hyper('initialisation', 'weights')],
  ["bias_init_mode='he+5'", 'he+5', hyper('initialisation', 'biases')],
  ['embedding_size=8', 8, ({ plan }) => plan.embeddings?.[0]?.size],
  ['lr=4e-2 for classes, 0.2 for regression', 0.04, ({ rate }) => rate, 0.2],
];

describe('the published definition', () => {
  for (const [name, points] of [
    ['realmlp-td-s', [...both, ...simplified]],
    ['realmlp-td', [...both, ...tuned]],
  ] as const)
    test.each(points.map((point) => [point[0], point] as const))(`${name}: %s`, (_, point) => {
      const [, want, of] = point;
      expect(of(classes(name))).toEqual(want);
      expect(of(regression(name))).toEqual(point.length === 4 ? point[3] : want);
    });

  test.each(realMlpNames)('%s: bias_wd_factor=0.0, and everything else decays', (name) => {
    const { plan } = classes(name);
    const decays = segmentsOf(plan).map(({ decay }) => decay > 0);
    const layers = name === 'realmlp-td' ? [true, false, true] : [true, false];
    const before = name === 'realmlp-td' ? [true, true, true] : [true, true];
    expect(decays).toEqual([...before, ...layers, ...layers, ...layers, true, false]);
  });

  test('coslog4 is ½ (1 − cos(2π log₂(1 + 15t))), here at the middle of a step', () => {
    const { schedule } = classes('realmlp-td');
    for (const step of [0, 1, 7, 63]) {
      const t = (step + 0.5) / 64;
      const factor = factorAt(schedule, { step, steps: 64, stepsPerEpoch: 16 });
      expect(factor).toBeCloseTo(0.5 * (1 - Math.cos(2 * Math.PI * Math.log2(1 + 15 * t))), 12);
    }
  });

  test('flat_cos is 1 for half of the way and then half a cosine to zero', () => {
    const { plan, fades } = classes('realmlp-td');
    const { weightDecay, dropout } = courses(plan, fades!, 2)({ epoch: 3, epochs: 4 });
    expect([...weightDecay!]).toEqual([0.5, Math.fround(0.5 * (1 + Math.cos(0.75 * Math.PI)))]);
    expect(dropout).toEqual(weightDecay);
    expect([...courses(plan, fades!, 2)({ epoch: 1, epochs: 4 }).dropout!]).toEqual([1, 1]);
  });

  test('of two classes one logit steps as the difference of two: twice as far, decaying as each', () => {
    const { plan } = realMlp('realmlp-td', { ...problem, task: 'binary', outputs: 1 });
    const [weights, biases] = segmentsOf(plan).slice(-2);
    expect([weights!.rate, weights!.rate * weights!.decay, biases!.rate]).toEqual([2, 1, 0.2]);
    expect(plan.loss).toEqual({ kind: 'logistic', smoothing: 0.1 });
  });

  test('small tables have one batch, tables without numbers no waves, without levels no embeddings', () => {
    const { plan } = realMlp('realmlp-td', { ...problem, rows: 100, numbers: [], levels: [] });
    expect([plan.batchSize, plan.periodic, plan.embeddings]).toEqual([100, undefined, undefined]);
  });
});

/** What scripts/reference/realmlp_fixtures.py wrote. */
interface Case {
  readonly name: RealMlpName;
  readonly task: 'regression' | 'several' | 'binary' | 'multiclass';
  /** Of the first batch, before the first step, with dropout. */
  readonly outputs: number[][];
  readonly losses: number[];
  readonly parameters: number[];
}
const path = new URL('../fixtures/realmlp.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] };
const [rows, batch, steps] = [48, 16, 200];
const outputsOf = { regression: 1, several: 2, binary: 1, multiclass: 3 };

/** Multiples of 2⁻²³ from −1 to 1, as in the script. */
function generator(state: number) {
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  };
}

/** The recipe for the script's table, its hidden layers as narrow as there. */
function recipeFor({ name, task }: Case): TrainingRecipe {
  const recipe = realMlp(name, {
    task: task === 'several' ? 'regression' : task,
    rows,
    inputs: 4,
    levels: [{ input: 0, levels: 5 }],
    numbers: [1, 2, 3],
    outputs: outputsOf[task],
  });
  return { ...recipe, plan: { ...recipe.plan, hidden: [16, 16, 16], batchSize: batch } };
}

function examplesOf(task: Case['task'], next: () => number) {
  const draw = (length: number) => Float64Array.from({ length }, next);
  const numbers = draw(rows * 3);
  const levels = draw(rows).map((raw) => Math.floor(((raw + 1) / 2) * 5));
  const classes = { binary: 2, multiclass: 3 }[task as string];
  const raw = draw(rows * (task === 'several' ? 2 : 1));
  const targets = classes ? raw.map((each) => Math.floor(((each + 1) / 2) * classes)) : raw;
  const inputs = Array.from({ length: rows }, (_, i) => [levels[i]!, ...numbers.subarray(3 * i, 3 * i + 3)]);
  return { rows, inputs: Float32Array.from(inputs.flat()), targets: Float32Array.from(targets) };
}

/** Halves of draws; factors and mixes around 1. Phases and biases of columns are drawn as they stand, in file order. */
function parametersOf(plan: Plan, next: () => number): Float64Array {
  const around = aroundOne(plan);
  return Float64Array.from({ length: parameterCount(plan) }, (_, i) => 0.5 * next() + (around[i] ? 1 : 0));
}

function aroundOne(plan: Plan): boolean[] {
  const names = segmentsOf({
    ...plan,
    rateFactors: { inputScale: 2, mix: 3 },
    decayFactors: {},
    parametrisation: 'standard',
  });
  return names.flatMap(({ length, rate }) => new Array<boolean>(length).fill(rate > 1));
}

describe('PyTorch, by the definition', () => {
  test('both recipes are there for numbers, several of them, two classes and more', () => {
    expect(cases.map(({ name, task }) => `${name} ${task}`)).toEqual(
      realMlpNames.flatMap((name) => Object.keys(outputsOf).map((task) => `${name} ${task}`)),
    );
    expect(stream(0, 0, 'dropout').uint32()).toBe(20910895);
  });

  test.each(cases.map((each) => [each.name, each.task, each] as const))(
    'the twin follows it: outputs, losses and 200 steps of %s, %s',
    (_, task, expected) => {
      const { plan, rate, fades } = recipeFor(expected);
      const next = generator(7);
      const engine = twinEngine();
      engine.load(examplesOf(task, next));
      const network = engine.network(plan, { seed: 0, trial: 0 });
      network.setWeights(parametersOf(plan, next));
      const factor = (schedule: Parameters<typeof factorAt>[0], step: number) =>
        factorAt(schedule, { step, steps, stepsPerEpoch: 1 });
      const losses = Array.from({ length: steps }, (_, step) => {
        const batchRows = Uint32Array.from({ length: batch }, (_, i) => (step * batch + i) % rows);
        // There the rate is that of a step's beginning.
        const t = step / steps;
        const now = Math.fround(rate * 0.5 * (1 - Math.cos(2 * Math.PI * Math.log2(1 + 15 * t))));
        const decay = Math.fround(fades?.weightDecay ? factor(fades.weightDecay, step) : 1);
        const drop = Math.fround(fades?.dropout ? factor(fades.dropout, step) : 1);
        if (step === 0) expectFirstOutputs(network.sums(batchRows).outputs.flat(), expected);
        return network.step(batchRows, now, decay, drop);
      });
      // Squared errors are halved and summed over the targets here, averaged there.
      const share = { regression: 2, several: 1 }[task as string] ?? 1;
      const sampled = losses.filter((_, step) => step % (steps / 20) === 0).map((loss) => share * loss);
      expect(relativeError(sampled, expected.losses)).toBeLessThan(1e-6);
      expect(relativeError(network.parameters(), expected.parameters)).toBeLessThan(1e-6);
    },
  );

  function expectFirstOutputs(outputs: number[], { task, outputs: want }: Case) {
    const flat = task === 'binary' ? want.map(([a, b]) => b! - a!) : want.flat();
    expect(relativeError(outputs, flat)).toBeLessThan(1e-9);
  }

  test.each(cases.map((each) => [each.name, each.task, each] as const))(
    'kernels follow the twin over 20 steps: %s, %s',
    (_, task, each) => {
      const { plan, rate, schedule, fades } = recipeFor(each);
      const examples = examplesOf(task, generator(7));
      const count = stepsPerEpoch(rows, plan.batchSize);
      const [ours, twins] = [wasmEngine(), twinEngine()].map((engine) => {
        engine.load(examples);
        const network = engine.network(plan, { seed: 3, trial: 1 });
        for (let epoch = 0; epoch < 7; epoch++) {
          const rates = Float32Array.from({ length: count }, (_, i) =>
            factorAt(schedule, { step: epoch * count + i, steps: 7 * count, stepsPerEpoch: count }),
          ).map((factor) => rate * factor);
          network.epoch(rates, courses(plan, fades ?? {}, count)({ epoch, epochs: 7 }));
        }
        return network.predict(examples.inputs);
      });
      expect(relativeError(ours!, twins!)).toBeLessThan(1e-4);
    },
  );

  test('a network of the full width trains, and begins with outputs of zero under TD-S', () => {
    const engine = wasmEngine();
    const examples = examplesOf('regression', generator(7));
    engine.load(examples);
    const { plan } = realMlp('realmlp-td-s', {
      ...{ task: 'regression', rows, inputs: 4, levels: [{ input: 0, levels: 5 }] },
      ...{ numbers: [1, 2, 3], outputs: 1 },
    });
    const network = engine.network(plan, { seed: 3, trial: 1 });
    expect(network.predict(examples.inputs)).toEqual(new Float32Array(rows));
    const losses = Array.from({ length: 30 }, () => network.epoch(Float32Array.of(0.02)));
    expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
  });
});
