import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadRunner } from '../../../dist/platform/node/thread-runner.js';
import { trainingSeconds } from '../../../dist/tune/paired-training.js';
import { whatIf } from '../../../dist/tune/what-if.js';

/** What what-if measures within its budget, read where it is kept; undefined where it is not and `check` is false. */
export async function verdictsOf(name, study, base, truth, { kept, workers, seconds, check }) {
  const file = join(kept, `${name}.verdicts.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  if (!check) return undefined;
  const verdicts = [];
  for (const { steps } of truth) verdicts.push(await verdictOf(study, base, steps, { workers, seconds }));
  writeFileSync(file, `${JSON.stringify(verdicts, null, 1)}\n`);
  return verdicts;
}

async function verdictOf({ record, prepared }, base, steps, { workers, seconds }) {
  const runner = threadRunner(workers);
  const event = await whatIf({
    ...{ record, prepared, runner, steps, base: base.setting },
    ...{ horizon: Number(base.facts.horizon), rows: base.facts.rows },
    ...{
      baseSeconds: trainingSeconds(base, prepared.folds),
      budgetSeconds: seconds,
      began: performance.now(),
    },
  });
  await runner.close();
  const told = event.steps.map(({ verdict, effect, interval, pairs }) => ({
    verdict,
    effect,
    interval,
    pairs,
  }));
  return { seconds, took: event.seconds, workers, epochs: event.epochs, steps: told };
}
