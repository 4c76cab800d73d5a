// Studies that were run before, a line of a file for each, so that a long bench can be done in pieces. A line counts for any wish with the same method, task,
// seed and conditions that ends no later, unless the method divides its budget (then `budget` says which): the others do not look at how long a study will be.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** `conditions`: whatever else decides a study's course. */
export function openKept(file, suite, conditions) {
  const keyOf = ({ method, task, seed, budget }) =>
    JSON.stringify([suite, method, task, seed, conditions, budget]);
  const lines = file && existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const known = new Map();
  for (const { key, ...study } of lines.map((line) => JSON.parse(line)))
    if (study.fullTrainings >= (known.get(key)?.fullTrainings ?? 0)) known.set(key, study);
  if (file) mkdirSync(dirname(file), { recursive: true });
  return {
    find(job) {
      const study = known.get(keyOf(job));
      return study?.fullTrainings >= job.fullTrainings ? { ...study, regret: unfolded(study) } : undefined;
    },
    add(study) {
      if (!file) return;
      const { regret, ...rest } = study;
      const line = { key: keyOf(study), ...rest, epochs: regret.length, falls: folded(regret) };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
  };
}

/** Where a regret changes, and to what. */
const folded = (regret) =>
  [...regret].flatMap((value, i) => (Object.is(value, regret[i - 1]) ? [] : [[i, value]]));

function unfolded({ epochs, falls }) {
  const regret = new Array(epochs);
  falls.forEach(([from, value], i) => {
    regret.fill(value ?? Number.NaN, from, falls[i + 1]?.[0] ?? epochs);
  });
  return regret;
}
