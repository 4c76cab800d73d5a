// Are the verdicts on rules of thumb right? Each table is tuned shortly and its rules are put on trial in a minute; then every rule is measured again
// with 20 pairs of seeds and splits of their own. Run `npm run build` first.
//
//   SWEETSPOT_BENCH_TABLES=FOLDER node bench/insight/rules.mjs [--tables abalone:Rings,car:class] [--budget 60] [--tune 15] [--pairs 20] [--workers 2] [--json]
//     [--save bench/results/insight-rules.json]
//
// FOLDER holds the tables, NAME.csv each. Tables that `--save` has kept are not run again, so that it can be run in pieces.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tune } from '../../dist/index.js';
import { reopen } from '../../dist/platform/node/reopen.js';
import { threadRunner } from '../../dist/platform/node/thread-runner.js';
import { bestOfStudy } from '../../dist/tune/best-of-study.js';
import { measureRules } from '../../dist/tune/on-trial.js';
import { trainingSeconds } from '../../dist/tune/paired-training.js';

const { values: flags } = parseArgs({
  options: {
    tables: {
      type: 'string',
      default:
        'abalone:Rings,auto_mpg:mpg,car:class,gal_concrete:strength,gal_energy:Y1,insurance:charges,phoneme:class,pima_diabetes:diabetes,titanic:survived,vehicle:Class',
    },
    budget: { type: 'string', default: '60' },
    tune: { type: 'string', default: '15' },
    pairs: { type: 'string', default: '20' },
    workers: { type: 'string', default: '2' },
    save: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const folder = process.env.SWEETSPOT_BENCH_TABLES;
if (folder === undefined) throw new Error('SWEETSPOT_BENCH_TABLES has to name the folder of the tables');
const work = mkdtempSync(join(tmpdir(), 'sweetspot-rules-'));
const storage = `sqlite:///${join(work, 'studies.db')}`;

async function verdictsOf(name, target) {
  await tune({
    ...{ data: join(folder, `${name}.csv`), target, study: name, storage, out: work },
    ...{
      budget: `${flags.tune}s`,
      seed: 1,
      report: false,
      dropBadRows: true,
      workers: Number(flags.workers),
    },
  });
  const { record, prepared } = await reopen({ study: name, storage });
  const best = bestOfStudy(record);
  const runner = threadRunner(Number(flags.workers));
  const ask = (more) =>
    measureRules({
      ...{ seed: 1, space: record.space, best: best.setting, prepared, runner },
      ...{ horizon: Number(best.facts.horizon), rows: best.facts.rows },
      ...{ baseSeconds: trainingSeconds(best, prepared.folds), began: performance.now() },
      ...more,
    });
  try {
    const quick = await ask({ budgetSeconds: Number(flags.budget) });
    // As long as it takes, with trainings of the same length.
    const slow = await ask({
      ...{ budgetSeconds: 3600, firstPair: 500, mostPairs: Number(flags.pairs), keepClear: true },
      horizon: quick.epochs,
    });
    return quick.findings.map((finding, i) => ({
      ...{ table: name, rule: finding.name, said: finding.verdict, truth: slow.findings[i].verdict },
      evidence: finding.evidence.map((each, k) => told(each, slow.findings[i].evidence[k])),
      epochs: quick.epochs,
    }));
  } finally {
    await runner.close();
  }
}

/** One contrast, as it was measured in the budget and then by all pairs. */
const told = ({ name, verdict, effect, interval, pairs }, slow) => ({
  ...{ name, verdict, effect, interval, pairs },
  ...(slow && { truth: slow.verdict, trueEffect: slow.effect, trueInterval: slow.interval }),
});

const kept = flags.save && existsSync(flags.save) ? JSON.parse(readFileSync(flags.save, 'utf8')) : {};
try {
  for (const each of flags.tables.split(',')) {
    const [name, target] = each.split(':');
    kept[name] ??= await verdictsOf(name, target);
    if (flags.save) writeFileSync(flags.save, `${JSON.stringify(kept, null, 1)}\n`);
    if (flags.json) for (const row of kept[name]) console.log(JSON.stringify(row));
    else console.log(`${name}\n${kept[name].map(line).join('\n')}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
const all = Object.values(kept).flat();
const said = all.filter((row) => row.said !== 'unknown');
const decided = said.filter((row) => row.truth !== 'unknown');
const right = decided.filter((row) => row.said === row.truth);
const share = (part, whole) =>
  `${part.length} of ${whole.length} (${Math.round((100 * part.length) / whole.length)} %)`;
console.log(`verdicts that ${flags.pairs} pairs agree with: ${share(right, decided)}`);
console.log(
  `unknown: ${share(
    all.filter((row) => row.said === 'unknown'),
    all,
  )}`,
);

function line({ rule, said, truth, evidence, epochs }) {
  const sizes = evidence.map(
    ({ effect, pairs, trueEffect }) =>
      `${effect?.toPrecision(3)} of ${pairs} (${trueEffect?.toPrecision(3)})`,
  );
  return `  ${said === truth || said === 'unknown' || truth === 'unknown' ? ' ' : '!'} ${rule.padEnd(36)} ${said.padEnd(14)} ${truth.padEnd(14)} ${sizes.join('; ')}, ${epochs} epochs`;
}
