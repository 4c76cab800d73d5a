// What may a what-if's looks cost, and how far beyond the margin has an effect to be? What-ifs of eight (or ten) pairs are drawn, with repetition, from the pairs by which
// bench/insight/what-if.mjs knows what is true of each step, and judged by several rules: how often nulls are called real, how often effects above three standard errors cannot be told.
//
//   node bench/insight/looks.mjs --kept FOLDER/tuned1,FOLDER/tuned2 [--pairs 8] [--draws 400]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sequenceInterval } from '../../dist/math/confidence-sequence.js';
import { stream } from '../../dist/math/random.js';
import { mean, standardDeviation, studentInterval } from '../../dist/math/statistics.js';
import { reopen } from '../../dist/platform/node/reopen.js';
import { marginOf } from '../../dist/tune/verdict.js';
import { whereOf } from './what-if/where.mjs';

const { values: flags } = parseArgs({
  options: {
    kept: { type: 'string' },
    pairs: { type: 'string', default: '8' },
    draws: { type: 'string', default: '400' },
  },
});
if (flags.kept === undefined) throw new Error('--kept has to name the folders of the studies and truths');
const [most, draws] = [Number(flags.pairs), Number(flags.draws)];
const fewest = 4;

/** The steps in which nothing blew up, each with its 20 differences and what is true by them. */
async function stepsOf(kept) {
  const files = readdirSync(kept).filter((file) => file.endsWith('.pairs.json'));
  const all = [];
  for (const file of files) {
    const { pairs } = JSON.parse(readFileSync(join(kept, file), 'utf8'));
    const { record, prepared } = await reopen(whereOf(file.replace('.pairs.json', ''), kept));
    const scale = { metric: prepared.metric, direction: record.direction };
    for (let place = 1; place < pairs[0].scores.length; place++) {
      if (pairs.some(({ scores }) => scores[0] === null || scores[place] === null)) continue;
      const base = pairs.map(({ scores }) => scores[0]);
      const differences = pairs.map(({ scores }) => scores[place] - scores[0]);
      const effect = mean(differences);
      const errors = (Math.abs(effect) / standardDeviation(differences)) * Math.sqrt(20);
      const isNull = Math.abs(effect) <= marginOf({ ...scale, base });
      all.push({ scale, base, differences, effect, isNull, isReal: !isNull && errors > 3 });
    }
  }
  return all;
}

/** +1, −1, 0 for none, undefined where it cannot be told. */
function verdict(differences, scale, { intervalOf, miss, beyond }) {
  const { mean: effect, half } = intervalOf(differences, 1 - miss);
  const margin = marginOf(scale);
  const error = standardDeviation(differences) / Math.sqrt(differences.length);
  const least = beyond === 'all' ? half : beyond * error;
  if (Math.abs(effect) > half && Math.abs(effect) - least >= margin) return Math.sign(effect);
  return Math.abs(effect) + intervalOf(differences, 1 - 2 * miss).half <= margin ? 0 : undefined;
}

function whatIf(step, { way, end, beyond, atEnd = beyond }, random) {
  const [differences, base] = [[], []];
  for (let pairs = 1; pairs <= most; pairs++) {
    const drawn = random.below(step.differences.length);
    differences.push(step.differences[drawn]);
    base.push(step.base[drawn]);
    const scale = { ...step.scale, base };
    if (pairs === most && end > 0)
      return verdict(differences, scale, { intervalOf: studentInterval, miss: end, beyond: atEnd });
    if (pairs < fewest) continue;
    const found = verdict(differences, scale, { intervalOf: sequenceInterval, miss: way, beyond });
    if (found !== undefined) return found;
  }
  return undefined;
}

const steps = (await Promise.all(flags.kept.split(',').map(stepsOf))).flat();
const nulls = steps.filter(({ isNull }) => isNull);
const reals = steps.filter(({ isReal }) => isReal);
console.log(
  `${steps.length} steps, ${nulls.length} nulls, ${reals.length} effects over three standard errors`,
);
const rules = [
  { way: 0.05, end: 0, beyond: 0 },
  ...[0, 0.5, 1, 2].map((beyond) => ({ way: 0.01, end: 0.04, beyond })),
  ...[0.5, 1, 2].map((atEnd) => ({ way: 0.01, end: 0.04, beyond: 'all', atEnd })),
  { way: 0.02, end: 0.03, beyond: 0.5 },
];
for (const rule of rules) {
  const random = stream(1, 0, 'looks');
  const verdictsOf = (some) =>
    some.flatMap((step) =>
      Array.from({ length: draws }, () => ({ step, found: whatIf(step, rule, random) })),
    );
  const [ofNulls, ofReals] = [verdictsOf(nulls), verdictsOf(reals)];
  const share = (some, is) => `${((100 * some.filter(is).length) / some.length).toFixed(1)} %`;
  console.log(
    `on the way ${rule.way}, at the end ${rule.end}, beyond ${rule.beyond}, at the end ${rule.atEnd ?? rule.beyond}: nulls called real ${share(ofNulls, ({ found }) => Math.abs(found) === 1)}, effects not told ${share(ofReals, ({ found }) => found === undefined)}, told wrong ${share(ofReals, ({ step, found }) => found !== undefined && found !== Math.sign(step.effect))}`,
  );
}
