// Are what-if's guesses and verdicts right? Ten experiments like that in which a surrogate that had learnt from diverged trials got the sign of a known interaction
// wrong: a larger batch, then four times the learning rate, then a layer less; and the rate alone, which is to make little difference. Each on a study of 60 trials
// made by `tune`. The truth comes from 20 paired trainings on seeds and splits that what-if does not use. Run `npm run build` first.
//
//   SWEETSPOT_BENCH_TABLES=/folder/of/tables node bench/insight/what-if.mjs [--tables line,auto_mpg] [--save bench/results/insight-what-if.json]
//
// The folder has index.tsv (columns name, task, target) and NAME.csv for each. What was kept by `--save` is not run again, so that it can be run in pieces.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reopen } from '../../dist/platform/node/reopen.js';
import { threadRunner } from '../../dist/platform/node/thread-runner.js';
import { tune } from '../../dist/platform/node/tune.js';
import { bestOf, whatIf } from '../../dist/platform/node/what-if.js';
import { trainPairs } from '../../dist/tune/paired-training.js';
import { judge, marginOf } from '../../dist/tune/verdict.js';
import { whatIfSteps } from '../../dist/tune/what-if-steps.js';

const tables = [
  'line',
  'auto_mpg',
  'gal_yacht',
  'gal_energy',
  'gal_concrete',
  'insurance',
  'titanic',
  'vehicle',
  'pima_diabetes',
  'sonar',
];
const { values: flags } = parseArgs({
  options: {
    tables: { type: 'string', default: tables.join(',') },
    save: { type: 'string' },
    workers: { type: 'string', default: '2' },
    budget: { type: 'string', default: '20s' },
  },
});
const folder = process.env.SWEETSPOT_BENCH_TABLES;
const scratch = mkdtempSync(join(tmpdir(), 'sweetspot-what-if-'));
const truthPairs = 20;

const fileOf = (name) => {
  if (name !== 'line') return join(folder, `${name}.csv`);
  const file = join(scratch, 'line.csv');
  const rows = Array.from({ length: 400 }, (_, i) => {
    const x = ((i * 0.6180339887) % 1) * 4 - 2;
    return `${x.toFixed(6)},${(Math.sin(3 * x) + 0.3 * Math.sin(i * 12.9898) * Math.cos(i * 78.233)).toFixed(6)}`;
  });
  writeFileSync(file, ['x,y', ...rows].join('\n'));
  return file;
};
const targetOf = (name) =>
  name === 'line'
    ? 'y'
    : readFileSync(join(folder, 'index.tsv'), 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .find(([own]) => own === name)[2];

/** X, then Y, then Z: from where the study's best setting stands. */
function questionsOf(space, base) {
  const sizes = space.batch_size.values;
  const place = sizes.indexOf(base.batch_size);
  const to = place + 3 < sizes.length ? sizes[place + 3] : sizes[Math.max(0, place - 3)];
  const rate = (factor) => Math.min(1, Math.max(1e-5, base.learning_rate * factor));
  const up = to > base.batch_size;
  const layers = base.layers > 1 ? base.layers - 1 : base.layers + 1;
  return [
    {
      change: `batch_size=${to}`,
      raise: [`learning_rate=${rate(up ? 4 : 0.25)}`],
      lower: [`layers=${layers}`],
    },
    { change: `learning_rate=${rate(1.15)}`, raise: [], lower: [] },
    { change: `learning_rate=${rate(1 / 30)}`, raise: [], lower: [] },
  ];
}

async function experiment(name) {
  const where = { study: name, storage: `sqlite:///${join(scratch, `${name}.db`)}` };
  await tune({
    ...where,
    data: fileOf(name),
    target: targetOf(name),
    out: join(scratch, name),
    budget: '60 trials',
    workers: Number(flags.workers),
    seed: 1,
    dropBadRows: true,
  });
  const { record, prepared } = await reopen(where);
  const best = bestOf(record);
  const found = [];
  for (const question of questionsOf(record.space, best.setting)) {
    const steps = whatIfSteps(record.space, best.setting, question);
    const truths = await truthOf(prepared, best, steps);
    const answer = await whatIf({
      ...where,
      ...question,
      budget: flags.budget,
      workers: Number(flags.workers),
    });
    answer.steps.forEach((step, i) => {
      const { guess } = step;
      found.push({
        change: step.change,
        truth: truths[i],
        guess: guess.grade === 'believed' ? guess.verdict : 'unknown',
        effect: guess.effect,
        interval: guess.interval,
        measured: step.verdict,
        size: step.effect,
        pairs: step.pairs,
      });
      console.log(
        `${name}  ${step.change}: truth ${truths[i].verdict} (${truths[i].effect.toPrecision(3)}, ${truths[i].errors.toFixed(1)} SE); guessed ${found.at(-1).guess}; measured ${step.verdict} (${step.pairs} pairs)`,
      );
    });
  }
  return found;
}

/** Twenty pairs of whole trainings, judged once. */
async function truthOf(prepared, best, steps) {
  const runner = threadRunner(Number(flags.workers));
  const settings = [best.setting, ...steps.map(({ setting }) => setting)];
  const horizon = Number(best.facts.horizon);
  const pairs = [];
  const job = {
    seed: 77,
    prepared,
    runner,
    horizon,
    baseSeconds: 0,
    budgetSeconds: 3600,
    began: performance.now(),
    firstPair: 5000,
    mostPairs: truthPairs,
  };
  for await (const pair of trainPairs(job, settings, horizon)) pairs.push(pair);
  await runner.close();
  return steps.map((_, i) => {
    const both = pairs.filter(({ scores }) => scores[0] !== undefined && scores[i + 1] !== undefined);
    const differences = both.map(({ scores }) => scores[i + 1] - scores[0]);
    const scale = {
      metric: prepared.metric,
      direction: prepared.direction,
      base: both.map(({ scores }) => scores[0]),
      looks: 'once',
    };
    const judged = judge(differences, scale);
    const error = (judged.interval[1] - judged.interval[0]) / 2 / 2.093;
    return {
      verdict: judged.verdict,
      effect: judged.effect,
      errors: Math.abs(judged.effect) / error,
      isNull: Math.abs(judged.effect) <= marginOf(scale),
    };
  });
}

const kept = flags.save && existsSync(flags.save) ? JSON.parse(readFileSync(flags.save, 'utf8')) : {};
for (const name of flags.tables.split(',')) {
  if (kept[name] !== undefined) continue;
  kept[name] = await experiment(name);
  if (flags.save) writeFileSync(flags.save, `${JSON.stringify(kept, null, 1)}\n`);
}
rmSync(scratch, { recursive: true, force: true });

const all = Object.values(kept).flat();
const share = (some, is) => `${some.filter(is).length} of ${some.length}`;
const isRight = (said) => (step) => step[said] === step.truth.verdict;
const real = all.filter(({ truth }) => truth.errors > 3 && !truth.isNull);
const known = all.filter(({ truth }) => truth.verdict !== 'cannot tell');
console.log(
  `guesses given that are right              ${share(
    known.filter(({ guess }) => guess !== 'unknown'),
    isRight('guess'),
  )}   bar 90 %`,
);
console.log(
  `guesses given for effects over 3 SE       ${share(real, ({ guess }) => guess !== 'unknown')}   bar 70 %`,
);
console.log(
  `verdicts measured that are right          ${share(
    known.filter(({ measured }) => measured !== 'cannot tell'),
    isRight('measured'),
  )}   bar 95 %`,
);
console.log(
  `effects over 3 SE that cannot be told     ${share(real, ({ measured }) => measured === 'cannot tell')}   bar at most 20 %`,
);
console.log(
  `null effects called real                  ${share(
    all.filter(({ truth }) => truth.isNull),
    ({ measured }) => measured === 'better' || measured === 'worse',
  )}   bar at most 5 %`,
);
