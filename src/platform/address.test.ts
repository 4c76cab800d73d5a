import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SweetspotError } from '../error.js';
import { fetchBytes } from './address.js';
import { loadTable } from './node/source.js';

/** Against a real server on this machine. */

const csv = 'a,b\n1,2\n3,4\n';
const parquet = readFileSync(new URL('../data/read/fixtures/snappy.parquet', import.meta.url));
const seen: (string | undefined)[] = [];

const answers: Record<string, RequestListener> = {
  '/houses.csv': (_, response) => response.end(csv),
  '/moved': (_, response) => response.writeHead(302, { location: '/data/caf%C3%A9.csv?x=1' }).end(),
  '/data/caf%C3%A9.csv': (_, response) => response.end(csv),
  '/round': (_, response) => response.writeHead(301, { location: '/round' }).end(),
  '/export': (_, response) => response.setHeader('content-type', 'text/html').end(parquet),
  '/packed.csv.gz': (_, response) => response.end(gzipSync(csv)),
  '/encoded.csv': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(csv)),
  '/page.csv': (_, response) => response.end('<!DOCTYPE html><html><body>Log in</body></html>'),
  '/forbidden.csv': (_, response) => response.writeHead(403).end('no'),
  '/broken.csv': (_, response) => response.writeHead(503).end(),
  '/short.csv': (_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write(csv, () => response.destroy());
  },
  '/silent.csv': (_, response) => void response.write('a,b\n'),
  '/slow.csv': (_, response) => {
    [...csv].forEach((character, i) => {
      setTimeout(() => response.write(character), 60 * i);
    });
    setTimeout(() => response.end(), 60 * csv.length);
  },
  '/private.csv': (request, response) => {
    seen.push(request.headers.authorization);
    response.end(csv);
  },
};

let origin = '';
const server = createServer((request, response) => {
  const path = request.url!.replace(/\?.*/, '');
  const answer = answers[path];
  if (answer) answer(request, response);
  else response.writeHead(404).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function failure(act: Promise<unknown>): Promise<SweetspotError> {
  const error = await act.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (error instanceof SweetspotError) return error;
  throw error ?? new Error('nothing was thrown');
}

describe('addresses', () => {
  test('are read as files are, and kept as the source', async () => {
    const { table, source } = await loadTable(`${origin}/houses.csv`, {});
    expect(table.rows).toBe(2);
    expect(source).toMatchObject({ file: 'houses.csv', path: `${origin}/houses.csv`, bytes: csv.length });
    expect((await loadTable(new URL(`${origin}/houses.csv`), {})).source).toEqual(source);
  });

  test('lead elsewhere: the name is that of the end, the source that of the beginning', async () => {
    const { source } = await loadTable(`${origin}/moved`, {});
    expect(source).toMatchObject({ file: 'café.csv', path: `${origin}/moved` });
  });

  test('what the server calls it does not matter', async () => {
    expect((await loadTable(`${origin}/export`, {})).table.rows).toBe(240);
    expect((await loadTable(`${origin}/packed.csv.gz`, {})).table.rows).toBe(2);
    expect((await loadTable(`${origin}/encoded.csv`, {})).table.rows).toBe(2);
  });

  test('a password is sent and not kept', async () => {
    const { source } = await loadTable(`${origin.replace('//', '//me:p%40ss@')}/private.csv`, {});
    expect(seen).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
    expect(source.path).toBe(`${origin}/private.csv`);
  });

  test('slow is not silent', async () => {
    expect((await fetchBytes(`${origin}/slow.csv`, { patience: 0.5 })).bytes).toHaveLength(csv.length);
  });
});

describe('what can go wrong', () => {
  test.each([
    ['/nothing.csv', /answers 404 Not Found/, /browser/],
    ['/forbidden.csv', /answers 403 Forbidden/, /login/],
    ['/broken.csv', /answers 503 Service Unavailable/, /later/],
    ['/short.csv', /short.csv" cannot be read: /, /connection/],
    ['/round', /cannot be read: redirect/, /address/],
    ['/page.csv', /page.csv is a page of HTML/, /Download the file itself/],
  ])('%s', async (path, message, next) => {
    const error = await failure(loadTable(`${origin}${path}`, {}));
    expect(error.kind).toBe('data');
    expect(error.message).toMatch(message);
    expect(error.next).toMatch(next);
  });

  test('silence ends', async () => {
    const error = await failure(fetchBytes(`${origin}/silent.csv`, { patience: 0.3 }));
    expect(error.message).toMatch(/silent.csv" sent nothing for 0.3 seconds/);
  });

  test('nobody answers, and no such host', async () => {
    expect((await failure(loadTable('http://127.0.0.1:9/x.csv', {}))).message).toMatch(/cannot be read: /);
    expect((await failure(loadTable('https://nowhere.invalid/x.csv', {}))).message).toContain(
      'nowhere.invalid',
    );
    expect((await failure(loadTable('http://', {}))).kind).toBe('usage');
  });
});
