// What 20 paired trainings say of the steps that a study is asked about, on seeds and splits that what-if does not use; where they leave open whether a step is beyond the
// margin, up to 100, as many as another minute allows. They are kept in a folder: they take minutes, and what is believed of them is judged in seconds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardDeviation } from '../../../dist/math/statistics.js';
import { threadRunner } from '../../../dist/platform/node/thread-runner.js';
import { trainPairs } from '../../../dist/tune/paired-training.js';
import { judge, marginOf } from '../../../dist/tune/verdict.js';
import { whatIfSteps } from '../../../dist/tune/what-if-steps.js';

const usualPairs = 20;
const mostPairs = 100;
const secondsForMore = 60;
const ample = 36_000;

/** Of each question, its steps and what is true of them. The pairs are kept, and judged anew each time. */
export async function truthOf(name, { record, prepared }, base, questions, { kept, workers }) {
  const asked = questions.map((question) => ({
    question,
    steps: whatIfSteps(record.space, base.setting, question),
  }));
  const settings = [base.setting, ...asked.flatMap(({ steps }) => steps.map(({ setting }) => setting))];
  const file = join(kept, `${name}.pairs.json`);
  const pairs = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pairs : [];
  const truths = () => settings.slice(1).map((_, i) => truthOfStep(pairs, i + 1, prepared));
  const train = async (most, budgetSeconds) => {
    const how = { facts: base.facts, prepared, workers, budgetSeconds };
    pairs.push(...(await morePairs(pairs.length, most, settings, how)));
    writeFileSync(file, JSON.stringify({ settings, pairs }));
  };
  if (pairs.length === 0) {
    await train(usualPairs, ample);
    if (!truths().every(isTold)) await train(mostPairs, secondsForMore);
  }
  let place = 0;
  return asked.map(({ question, steps }) => ({
    question,
    steps: steps.map(({ change, setting }) => {
      place += 1;
      return { change, setting, ...truthOfStep(pairs, place, prepared) };
    }),
  }));
}

const isTold = ({ verdict }) => verdict !== 'cannot tell';

/** Those from one number on, to another. */
async function morePairs(from, to, settings, { facts, prepared, workers, budgetSeconds }) {
  const runner = threadRunner(workers);
  const horizon = Number(facts.horizon);
  const job = {
    ...{ seed: 77, prepared, runner, horizon, rows: facts.rows },
    ...{ baseSeconds: 0, budgetSeconds, began: performance.now() },
    ...{ firstPair: 5000 + from, mostPairs: to - from },
  };
  const pairs = [];
  for await (const { scores } of trainPairs(job, settings, horizon))
    pairs.push({ scores: scores.map((score) => score ?? null) });
  await runner.close();
  return pairs;
}

/** `errors` are those of 20 pairs however many there are, so that an effect is as large as the 20 would have it. */
function truthOfStep(pairs, place, { metric, direction }) {
  const both = pairs.filter(({ scores }) => scores[0] !== null && scores[place] !== null);
  const base = both.map(({ scores }) => scores[0]);
  const scale = { metric, direction, base, look: 'only' };
  const differences = both.map(({ scores }) => scores[place] - scores[0]);
  const { verdict, effect } = judge(differences, scale);
  const deviation = standardDeviation(differences);
  const usualError = deviation / Math.sqrt(Math.min(usualPairs, both.length));
  const margin = marginOf(scale);
  const diverged = pairs.length - both.length;
  const blown = diverged > pairs.length / 4;
  return {
    verdict: blown ? 'worse' : verdict,
    // Null, as the file keeps it, where one of the two blew up in every pair.
    effect: both.length > 0 ? effect : null,
    standardError: both.length > 1 ? deviation / Math.sqrt(both.length) : null,
    errors: both.length > 1 ? Math.abs(effect) / usualError : null,
    margin,
    isNull: !blown && Math.abs(effect) <= margin,
    diverged,
    pairs: pairs.length,
  };
}
