import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The tables of a folder with index.tsv (columns name, task, target), and the examples. */
export function tablesOf(folder, examples) {
  const own = [
    { name: 'diamonds', target: 'price', file: join(examples, 'diamonds.csv') },
    { name: 'penguins', target: 'species', file: join(examples, 'penguins.csv') },
  ];
  if (folder === undefined) return own;
  const lines = readFileSync(join(folder, 'index.tsv'), 'utf8').trim().split('\n').slice(1);
  const others = lines
    .map((line) => line.split('\t'))
    .map(([name, , target]) => ({ name, target, file: join(folder, `${name}.csv`) }));
  return [...own, ...others.filter(({ name }) => !own.some((each) => each.name === name))];
}
