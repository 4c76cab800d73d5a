// The tables of the what-if bench: NAME.csv of a folder with its index.tsv (columns name, task, target), and `line`, a noisy sine of 400 rows.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const tables = [
  'line',
  'auto_mpg',
  'gal_yacht',
  'gal_energy',
  'gal_concrete',
  'insurance',
  'titanic',
  'vehicle',
  'pima_diabetes',
  'sonar',
];

/** Where a table's rows are, and which column is predicted; `line` is written to `scratch`. */
export function tableOf(name, folder, scratch) {
  if (name === 'line') return { data: writeLine(scratch), target: 'y' };
  const [, , target] = readFileSync(join(folder, 'index.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([own]) => own === name);
  return { data: join(folder, `${name}.csv`), target };
}

function writeLine(scratch) {
  const file = join(scratch, 'line.csv');
  if (existsSync(file)) return file;
  const rows = Array.from({ length: 400 }, (_, i) => {
    const x = ((i * 0.6180339887) % 1) * 4 - 2;
    return `${x.toFixed(6)},${(Math.sin(3 * x) + 0.3 * Math.sin(i * 12.9898) * Math.cos(i * 78.233)).toFixed(6)}`;
  });
  writeFileSync(file, ['x,y', ...rows].join('\n'));
  return file;
}
