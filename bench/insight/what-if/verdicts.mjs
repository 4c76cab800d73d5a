import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whatIf } from '../../../dist/platform/node/what-if.js';
import { whereOf } from './study.mjs';

/** What what-if measures within its budget, read where it is kept; undefined where it is not and `check` is false. */
export async function verdictsOf(name, truth, { kept, workers, budget, check }) {
  const file = join(kept, `${name}.verdicts.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  if (!check) return undefined;
  const verdicts = [];
  for (const { question } of truth) {
    const { steps } = await whatIf({ ...whereOf(name, kept), ...question, budget, workers });
    verdicts.push({
      budget,
      workers,
      steps: steps.map(({ verdict, effect, pairs }) => ({ verdict, effect, pairs })),
    });
  }
  writeFileSync(file, `${JSON.stringify(verdicts, null, 1)}\n`);
  return verdicts;
}
