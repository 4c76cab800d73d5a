// Are what-if's guesses and verdicts right? The experiment in which a surrogate that had learnt from diverged trials got the sign of a known interaction wrong, and nine more of
// its kind, on two kinds of studies of 60 trials:
//   random   small networks drawn at random and trained to their ends, asked about a larger batch, then four times the rate, then a layer less, and that rate alone (what-if/random.mjs)
//   tuned    by `tune`, asked from their best setting about the same three, the rate by little, and a thirtieth of it (what-if/tuned.mjs): few trials went to their end, and at the best little changes
// The truth comes from 20 paired trainings on seeds and splits that what-if does not use, of up to 100 where 20 leave open whether a step is beyond the margin. Ten studies have some ten real effects, and one more or less decides: hence several seeds. Run `npm run build` first.
//
//   SWEETSPOT_BENCH_TABLES=/folder/of/tables node bench/insight/what-if.mjs --kept FOLDER [--studies tuned] [--tables line,auto_mpg] [--seeds 1,2,3] [--no-check] [--workers 2]
//     [--seconds 20] [--save bench/results/insight-what-if.json]
//
// The folder of tables has index.tsv (columns name, task, target) and NAME.csv for each. Studies, truths and measured verdicts are kept in FOLDER/KIND1, … and not made
// again; guesses are made anew each time, so that another belief is judged in seconds (`--no-check` trains no verdict that is not there).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeTable } from './what-if/judge.mjs';
import * as random from './what-if/random.mjs';
import { tables } from './what-if/tables.mjs';
import { truthOf } from './what-if/truth.mjs';
import * as tuned from './what-if/tuned.mjs';
import { verdictsOf } from './what-if/verdicts.mjs';

const { values: flags } = parseArgs({
  allowNegative: true,
  options: {
    tables: { type: 'string', default: tables.join(',') },
    seeds: { type: 'string', default: '1,2,3' },
    kept: { type: 'string' },
    save: { type: 'string' },
    check: { type: 'boolean', default: true },
    workers: { type: 'string', default: '2' },
    studies: { type: 'string', default: 'random' },
    seconds: { type: 'string', default: '20' },
  },
});
const folder = process.env.SWEETSPOT_BENCH_TABLES;
if (folder === undefined || flags.kept === undefined)
  throw new Error(
    'SWEETSPOT_BENCH_TABLES has to name the folder of the tables, and --kept one for studies and truths',
  );
const kind = { random, tuned }[flags.studies];
if (kind === undefined)
  throw new Error(`--studies has to be random or tuned, not ${JSON.stringify(flags.studies)}`);
const found = {};
for (const seed of flags.seeds.split(',').map(Number)) {
  const kept = join(flags.kept, `${flags.studies}${seed}`);
  mkdirSync(kept, { recursive: true });
  const where = { folder, kept, seed, workers: Number(flags.workers), seconds: Number(flags.seconds) };
  for (const name of flags.tables.split(',')) {
    const study = await kind.studyOn(name, where);
    const base = kind.baseOf(study.record);
    const questions = kind.questionsOf(study.record.space, base.setting);
    const truth = await truthOf(name, study, base, questions, where);
    const verdicts = await verdictsOf(name, study, base, truth, { ...where, check: flags.check });
    const steps = judgeTable(study.record, base, truth, verdicts);
    found[`${name}, seed ${seed}`] = steps;
    for (const step of steps) console.log(line(name, step));
  }
}
if (flags.save) writeFileSync(flags.save, `${JSON.stringify(found, null, 1)}\n`);
summarise(Object.values(found).flat());

function summarise(all) {
  const known = all.filter(({ truth }) => truth.verdict !== 'cannot tell');
  const real = all.filter(({ truth }) => truth.errors > 3 && !truth.isNull);
  const given = known.filter(({ guess }) => guess !== 'unknown');
  const checked = all.filter(({ measured }) => measured !== undefined);
  const clear = checked.filter((step) => known.includes(step) && step.measured !== 'cannot tell');
  const share = (words, some, is, bar) =>
    console.log(`${words.padEnd(44)} ${some.filter(is).length} of ${some.length}   bar ${bar}`);
  share('guesses given that are right', given, (step) => step.guess === step.truth.verdict, '90 %');
  share('guesses given for effects over 3 SE', real, ({ guess }) => guess !== 'unknown', '70 %');
  share(
    '90 % intervals that hold the truth',
    all.filter(({ effect, truth }) => effect !== null && truth.effect !== null),
    isHeld,
    'none',
  );
  share('verdicts measured that are right', clear, (step) => step.measured === step.truth.verdict, '95 %');
  share(
    'effects over 3 SE that cannot be told',
    real.filter((step) => checked.includes(step)),
    ({ measured }) => measured === 'cannot tell',
    'at most 20 %',
  );
  share(
    'null effects called real',
    checked.filter(({ truth }) => truth.isNull),
    ({ measured }) => measured === 'better' || measured === 'worse',
    'at most 5 %',
  );
}

/** The truth lies in the guessed interval, as far as its pairs tell it: by the root of both squared half widths (1.645 standard errors of the truth). */
function isHeld({ effect, interval, truth }) {
  const side = truth.effect > effect ? interval[1] - effect : effect - interval[0];
  return Math.abs(truth.effect - effect) <= Math.hypot(side, 1.645 * (truth.standardError ?? 0));
}

function line(name, { change, truth, guess, effect, measured, pairs }) {
  const said = effect === null ? guess : `${guess} (${effect.toPrecision(3)})`;
  const checked = measured === undefined ? '' : `; measured ${measured} (${pairs} pairs)`;
  const size =
    truth.effect === null ? 'blew up' : `${truth.effect.toPrecision(3)}, ${truth.errors?.toFixed(1)} SE`;
  return `${name}  ${change}: truth ${truth.verdict} (${size}); guessed ${said}${checked}`;
}
