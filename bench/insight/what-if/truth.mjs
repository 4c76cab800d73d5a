// What 20 paired trainings say of the steps that a study is asked about, on seeds and splits that what-if does not use. They are kept in a folder: they take minutes,
// and what is believed of them is judged in seconds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadRunner } from '../../../dist/platform/node/thread-runner.js';
import { trainPairs } from '../../../dist/tune/paired-training.js';
import { judge, marginOf } from '../../../dist/tune/verdict.js';
import { whatIfSteps } from '../../../dist/tune/what-if-steps.js';

const truthPairs = 20;
/** Half of a 95 % interval of the mean of so many pairs, in standard errors. */
const studentOf20 = 2.093;

/** Of each question, its steps and what is true of them. The pairs are kept, and judged anew each time. */
export async function truthOf(name, { record, prepared }, base, questions, { kept, workers }) {
  const asked = questions.map((question) => ({
    question,
    steps: whatIfSteps(record.space, base.setting, question),
  }));
  const settings = [base.setting, ...asked.flatMap(({ steps }) => steps.map(({ setting }) => setting))];
  const file = join(kept, `${name}.pairs.json`);
  if (!existsSync(file)) {
    const pairs = await pairsOf(settings, base.facts, prepared, workers);
    writeFileSync(file, JSON.stringify({ settings, pairs }));
  }
  const { pairs } = JSON.parse(readFileSync(file, 'utf8'));
  let place = 0;
  return asked.map(({ question, steps }) => ({
    question,
    steps: steps.map(({ change, setting }) => {
      place += 1;
      return { change, setting, ...truthOfStep(pairs, place, prepared) };
    }),
  }));
}

async function pairsOf(settings, facts, prepared, workers) {
  const runner = threadRunner(workers);
  const horizon = Number(facts.horizon);
  const job = {
    ...{ seed: 77, prepared, runner, horizon, rows: facts.rows },
    ...{ baseSeconds: 0, budgetSeconds: 36_000, began: performance.now() },
    ...{ firstPair: 5000, mostPairs: truthPairs },
  };
  const pairs = [];
  for await (const { scores } of trainPairs(job, settings, horizon))
    pairs.push({ scores: scores.map((score) => score ?? null) });
  await runner.close();
  return pairs;
}

function truthOfStep(pairs, place, { metric, direction }) {
  const both = pairs.filter(({ scores }) => scores[0] !== null && scores[place] !== null);
  const base = both.map(({ scores }) => scores[0]);
  const scale = { metric, direction, base, look: 'only' };
  const { verdict, effect, interval } = judge(
    both.map(({ scores }) => scores[place] - scores[0]),
    scale,
  );
  const error = (interval[1] - interval[0]) / 2 / studentOf20;
  const margin = marginOf(scale);
  const diverged = pairs.length - both.length;
  const blown = diverged > pairs.length / 4;
  return {
    verdict: blown ? 'worse' : verdict,
    // Null, as the file keeps it, where one of the two blew up in every pair.
    effect: both.length > 0 ? effect : null,
    errors: both.length > 1 ? Math.abs(effect) / error : null,
    margin,
    isNull: !blown && Math.abs(effect) <= margin,
    diverged,
  };
}
