import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { prepare } from '../../../tune/prepare.js';
import { loadData } from '../big/load-data.js';
import { loadTable } from '../source.js';
import { loadDuckDb } from './duckdb.js';
import { asData } from './query-file.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-query-'));
afterAll(() => rmSync(folder, { recursive: true }));
const csv = join(folder, "o'hare.csv");
writeFileSync(
  csv,
  `a,name,y\n${Array.from({ length: 1000 }, (_, i) => `${i % 7},"n, ${i % 3}",${i}`).join('\n')}\n`,
);
const quoted = `'${csv.replaceAll("'", "''")}'`;

const isInstalled = (() => {
  try {
    return createRequire(import.meta.url).resolve('@duckdb/node-api') !== '';
  } catch {
    return false;
  }
})();

// In CI it has to be there: it is one of the development dependencies.
describe.skipIf(!isInstalled && !process.env.CI)('with DuckDB', () => {
  test('a query is a table, NULL is missing and texts stay whole', async () => {
    const { table, source } = await loadTable(
      asData(
        `select a + 0.5 as half, name, case when y > 997 then null else y end as y from ${quoted} where y > 995;`,
      ),
      {},
    );
    expect(table.columns.map(({ name, values }) => [name, ...values])).toEqual([
      ['half', '2.5', '3.5', '4.5', '5.5'],
      ['name', 'n, 0', 'n, 1', 'n, 2', 'n, 0'],
      ['y', '996', '997', '', ''],
    ]);
    expect(source).toMatchObject({ file: 'query.csv', path: expect.stringContaining('sql:select a + 0.5') });
    expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('Parquet through a cache, and nothing but the cache stays', async () => {
    const parquet = join(folder, 'x.parquet');
    const { DuckDBInstance } = await loadDuckDb('Parquet is written');
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`copy (select * from ${quoted}) to '${parquet}' (format parquet)`);
    connection.closeSync();
    const caches = join(folder, 'caches');
    const data = { target: 'y', folds: 1, cache: caches };
    const { table, whole, source } = await loadData(parquet, data);
    expect(source.path).toBe(asData(`select * from '${parquet}'`));
    const prepared = await whole!.prepared(prepare({ table, data, seed: 0 }), data);
    expect(prepared.fileRows).toBe(1000);
    expect(prepared.part(0).part.stored!.rows).toBe(prepared.sizes.train);
    expect(readdirSync(caches)).toEqual([expect.stringMatching(/\.blocks$/)]);
  });

  test('a query that fails says why', async () => {
    await expect(loadTable(asData('select * from nowhere'), {})).rejects.toMatchObject({
      kind: 'data',
      message: expect.stringMatching(/^the query fails: Catalog Error.*nowhere/),
    });
    await expect(loadTable(asData('drop table x'), {})).rejects.toThrow(/the query fails/);
  });
});

test('without DuckDB the message says how to get it', () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const script = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(\`export function resolve(name, context, next) {
      if (name.includes('@duckdb')) throw Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(name, context);
    }\`));
    const { loadDuckDb } = await import(${JSON.stringify(new URL('../../../../dist/platform/node/query/duckdb.js', import.meta.url).href)});
    await loadDuckDb('--query is answered').catch((error) => console.log(error.kind, error.message, error.next));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: elsewhere,
    encoding: 'utf8',
  });
  expect(stdout).toBe(
    'usage --query is answered by DuckDB, which is not installed. Install it in this folder, some 70 MB: npm install @duckdb/node-api\n',
  );
});
