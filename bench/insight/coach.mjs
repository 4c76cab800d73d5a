// Does the coach see what is wrong with a training? 200 networks are trained with one planted fault each, or none, by the code that trains a study's trials;
// each fault has to be found, and sound trainings left alone. Run `npm run build` first.
//
//   node bench/insight/coach.mjs [--seed 2] [--of 1] [--save]
//
// Thresholds were chosen on seed 1; seed 2 judges. `--of 10` trains a tenth. Exits with 1 when a bar is missed.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { coachTraining } from '../../dist/insight/diagnosis/coach.js';
import { courseOfOutcome, sceneOfRows } from '../../dist/tune/coach-outcome.js';
import { faults, trainPlanted } from './coach/plant.mjs';

/** What counts as having found a fault. Contradicting labels show as what they do: they are learnt by heart, and make validation jump. */
const names = {
  none: [],
  'rate × 30': ['diverging', 'overshooting'],
  'rate ÷ 100': ['too low a rate'],
  '60 rows, no regularisation': ['overfitting'],
  '2 neurons on a spiral': ['underfitting'],
  'dead first weights': ['dead units'],
  'label noise': ['noisy end', 'overfitting'],
};
const bars = { found: 0.9, falselyFlagged: 0.05 };

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '2' },
    of: { type: 'string', default: '1' },
    save: { type: 'boolean', default: false },
  },
});

async function diagnosed(fault, index) {
  const { prepared, setting, outcome, epochs } = await trainPlanted(Number(flags.seed), fault, index);
  const said = coachTraining(courseOfOutcome(setting, outcome, prepared, epochs), sceneOfRows(prepared));
  return said.map(({ name }) => name);
}

/** One row of the confusion table: what was said of the trainings with a fault. */
async function rowOf([fault, count]) {
  const own = [];
  for (let i = 0; i < Math.ceil(count / Number(flags.of)); i++) own.push(await diagnosed(fault, i));
  const isSound = fault === 'none';
  const named = new Map();
  for (const name of own.flat()) named.set(name, (named.get(name) ?? 0) + 1);
  return {
    ...{ fault, trainings: own.length },
    right: own.filter((said) =>
      isSound ? said.length === 0 : said.some((name) => names[fault].includes(name)),
    ).length,
    first: own.filter((said) => (isSound ? said.length === 0 : names[fault].includes(said[0]))).length,
    said: Object.fromEntries([...named].sort(([, a], [, b]) => b - a)),
  };
}

const rows = [];
for (const each of Object.entries(faults)) rows.push(await rowOf(each));

const pass = ({ fault, right, trainings }) =>
  fault === 'none' ? trainings - right <= bars.falselyFlagged * trainings : right >= bars.found * trainings;
for (const row of rows) {
  const said = Object.entries(row.said).map(([name, many]) => `${name} ${many}`);
  const what = row.fault === 'none' ? 'left alone' : 'found';
  const mark = pass(row) ? 'ok  ' : 'MISS';
  console.log(
    `${mark} ${row.fault.padEnd(28)} ${what.padEnd(10)} ${String(row.right).padStart(3)} of ${row.trainings}, named first ${row.first}; said: ${said.join(', ') || 'nothing'}`,
  );
}
if (flags.save) {
  const kept = { seed: Number(flags.seed), bars, rows: rows.map((row) => ({ ...row, pass: pass(row) })) };
  const file = new URL('../results/insight-coach.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}
process.exitCode = rows.every(pass) ? 0 : 1;
