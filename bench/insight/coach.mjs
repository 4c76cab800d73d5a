// Does the coach see what is wrong with a training? 200 networks are trained with one planted fault each, or none, by the code that trains a study's trials;
// each fault has to be found, and sound trainings left alone. Run `npm run build` first.
//
//   node bench/insight/coach.mjs [--seed 6] [--of 1] [--keep FOLDER] [--save]
//
// Thresholds were chosen on seeds 1, 4 and 5; seed 6 judges. `--of 10` trains a tenth, `--keep FOLDER` keeps the trainings and judges them again without training. Exits with 1 when a bar is missed.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rowOf } from './coach/judge.mjs';
import { faults } from './coach/plant.mjs';

const bars = { found: 0.9, falselyFlagged: 0.05 };

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '6' },
    of: { type: 'string', default: '1' },
    keep: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});

const rows = [];
for (const [fault, count] of Object.entries(faults))
  rows.push(
    await rowOf({
      seed: Number(flags.seed),
      fault,
      count: Math.ceil(count / Number(flags.of)),
      folder: flags.keep,
    }),
  );

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
