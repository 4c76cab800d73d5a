// Are what-if's verdicts right? On a table with a known setting, the truth of ten steps is found with 20 paired seeds of their own;
// then what-if answers within 20 s each. Run `npm run build` first.
//
//   node bench/what-if.mjs [--file examples/diamonds.csv --target price] [--rows 4000]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTable } from '../dist/platform/node/source.js';
import { threadRunner } from '../dist/platform/node/thread-runner.js';
import { prepare } from '../dist/tune/prepare.js';
import { defaultSetting, defaultSpace } from '../dist/tune/space.js';
import { judge } from '../dist/tune/verdict.js';
import { whatIf } from '../dist/tune/what-if.js';
import { whatIfSteps } from '../dist/tune/what-if-steps.js';

const { values: flags } = parseArgs({
  options: {
    file: { type: 'string', default: fileURLToPath(new URL('../examples/diamonds.csv', import.meta.url)) },
    target: { type: 'string', default: 'price' },
    rows: { type: 'string', default: '4000' },
  },
});

/** Evenly spaced rows of the file, so that a training takes a moment. */
function someRows(bytes, rows) {
  const [header, ...lines] = new TextDecoder().decode(bytes).trim().split('\n');
  const stride = Math.max(1, Math.floor(lines.length / rows));
  return new TextEncoder().encode([header, ...lines.filter((_, i) => i % stride === 0)].join('\n'));
}

const { table } = await loadTable(someRows(readFileSync(flags.file), Number(flags.rows)), {});
const prepared = prepare({ table, data: { target: flags.target }, seed: 11 });
const space = defaultSpace(prepared.problem);
const base = {
  ...defaultSetting(prepared.problem),
  batch_size: 64,
  learning_rate: 0.005,
  layers: 2,
  neurons: 48,
  activation: 'silu',
  weight_decay: 0.01,
};
const horizon = 60;
const questions = [
  { change: 'batch_size=1024', raise: ['learning_rate'], lower: ['layers'] },
  { change: 'weight_decay=0.012', raise: ['neurons=50'], lower: [] },
  { change: 'learning_rate=0.0003', raise: [], lower: ['layers'] },
  { change: 'learning_rate=0.0052', raise: [], lower: ['neurons=6'] },
  { change: 'activation=relu', raise: [], lower: [] },
];

const runner = threadRunner(2);
const record = { name: 'bench', space, facts: { seed: 11 }, trials: [], direction: prepared.direction };

/** 20 paired trainings on splits and seeds that what-if does not use. */
async function truth(steps) {
  const settings = [base, ...steps.map(({ setting }) => setting)];
  const scores = await Promise.all(
    Array.from({ length: 20 }, async (_, pair) => {
      const [part] = prepared.partsOf(5_000 + pair);
      runner.add(prepared.part(part).part);
      const runs = settings.map((setting) =>
        runner.run({
          label: '',
          setting,
          seed: { seed: 77, trial: pair },
          parts: [part],
          epochs: horizon,
          rungs: [],
        }),
      );
      return (await Promise.all(runs.map(({ outcome }) => outcome))).map(
        ({ best }) => best?.value ?? Number.NaN,
      );
    }),
  );
  const scale = {
    metric: prepared.metric,
    direction: prepared.direction,
    base: scores.map(([own]) => own),
    confidence: 0.95,
  };
  return steps.map((_, i) =>
    judge(
      scores.map((pair) => pair[i + 1] - pair[0]),
      scale,
    ),
  );
}

const clear = [];
for (const question of questions) {
  const steps = whatIfSteps(space, base, question);
  const began = performance.now();
  const truths = await truth(steps);
  const baseSeconds = ((performance.now() - began) / 1000 / 20 / (steps.length + 1)) * 2;
  const asked = performance.now();
  const answer = await whatIf({
    record,
    prepared,
    runner,
    question,
    base,
    horizon,
    baseSeconds,
    budgetSeconds: 20,
    began: asked,
  });
  const seconds = (performance.now() - asked) / 1000;
  answer.steps.forEach((step, i) => {
    const right = step.verdict === truths[i].verdict;
    if (truths[i].verdict !== 'cannot tell') clear.push(right && seconds <= 20);
    console.log(
      `${right ? 'right' : 'WRONG'}  ${step.change}: ${step.verdict} (${step.effect.toFixed(2)}, ${step.pairs} pairs, ${seconds.toFixed(1)} s); truth ${truths[i].verdict} (${truths[i].effect.toFixed(2)})`,
    );
  });
}
await runner.close();
console.log(`right: ${clear.filter(Boolean).length} of ${clear.length} whose truth is clear`);
process.exitCode = clear.filter(Boolean).length >= 0.9 * clear.length ? 0 : 1;
