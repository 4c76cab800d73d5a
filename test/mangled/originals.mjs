// Real tables, written down in every way that is read.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root));

/** Name, target and first rows of tables with numbers, categories, gaps and dates. */
const tables = [
  ['penguins', 'species', 344],
  ['penguins', 'body_mass_g', 200],
  ['cars', undefined, 300],
  ['diamonds', 'price', 400],
  ['diamonds', 'cut', 150],
].map(([name, wanted, most]) => {
  const [header, ...lines] = read(`examples/${name}.csv`).toString().trim().split(/\r?\n/);
  const names = header.split(',');
  const target = wanted !== undefined && names.includes(wanted) ? wanted : names[1];
  return { name, target, names, rows: lines.slice(0, most).map((line) => line.split(',')) };
});

const typed = (text) => (text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text));

const writers = {
  csv: ({ names, rows }) => [names, ...rows].map((row) => row.join(',')).join('\n'),
  tsv: ({ names, rows }) => [names, ...rows].map((row) => row.join('\t')).join('\r\n'),
  'quoted.csv': ({ names, rows }) =>
    [names, ...rows].map((row) => row.map((text) => `"${text}"`).join(',')).join('\n'),
  'german.csv': ({ names, rows }) =>
    [names, ...rows].map((row) => row.map((text) => text.replace('.', ',')).join(';')).join('\r\n'),
  json: ({ names, rows }) => JSON.stringify(rows.map((row) => recordOf(names, row))),
  'columns.json': ({ names, rows }) =>
    JSON.stringify(
      Object.fromEntries(names.map((name, c) => [name, rows.map((row) => typed(row[c]))])),
      null,
      1,
    ),
  'nested.ndjson': ({ names, rows }) =>
    rows.map((row) => JSON.stringify({ ...recordOf(names, row), at: { x: row.length, y: null } })).join('\n'),
};

const recordOf = (names, row) => Object.fromEntries(names.map((name, c) => [name, typed(row[c])]));

const texts = tables.flatMap((table) =>
  Object.entries(writers).map(([ending, write]) => ({
    name: `${table.name}.${ending}`,
    target: table.target,
    names: table.names,
    bytes: Buffer.from(`${write(table)}\n`),
  })),
);

const fixtures = fileURLToPath(new URL('src/data/read/fixtures', root));
const parquet = readdirSync(fixtures)
  .filter((name) => name.endsWith('.parquet') && name !== 'lists.parquet')
  .flatMap((name) =>
    ['float64', 'text', 'bool'].map((target) => ({
      name,
      target,
      names: ['int8', 'text', 'float64', 'date', 'place.city'],
      bytes: read(`src/data/read/fixtures/${name}`),
    })),
  );

const packed = [...texts.filter((_, i) => i % 3 === 0), ...parquet.slice(0, 2)].map((file) => ({
  ...file,
  name: `${file.name}.gz`,
  bytes: gzipSync(file.bytes),
}));

const isStructured = ({ name }) => name.includes('json');

/** By kind; what people have most stands more than once. */
export const originals = [
  ...Array(4).fill(texts.filter((file) => !isStructured(file))),
  texts.filter(isStructured),
  parquet,
  packed,
];
