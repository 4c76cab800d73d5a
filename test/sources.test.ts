import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The command as it is installed, on rows that do not come from a CSV file. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const csv = readFileSync(new URL('../examples/penguins.csv', import.meta.url), 'utf8');
const [names, ...lines] = csv
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const records = lines.map((line) => Object.fromEntries(names!.map((name, c) => [name, line[c] || null])));
const ndjson = records.map((record) => JSON.stringify(record)).join('\n');

let folder = '';
let origin = '';
const server = createServer((request, response) => {
  if (request.url === '/penguins') response.end(csv);
  else response.writeHead(404).end();
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sweetspot-sources-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not the synchronous one: this process is the server. */
function sweetspot(args: readonly string[], input: string | Uint8Array = ''): Promise<Ended> {
  const { SWEETSPOT_STORAGE: _, SWEETSPOT_DEBUG: __, ...env } = process.env;
  const child = spawn('node', [command, ...args], { cwd: folder, env, timeout: 25_000 });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += text));
  child.stderr.on('data', (text) => (said.stderr += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...said })));
}

const tune = (file: string, ...flags: string[]) => [
  ...['tune', file, '--target', 'species', '--budget', '1 trial', '--workers', '1', '--json'],
  ...flags,
];

const eventsOf = ({ stdout, stderr }: Ended) => {
  if (stdout === '') throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
};

describe('standard input', () => {
  test('is tuned on, predicted from, and read as what it is', async () => {
    const ended = await sweetspot(tune('-', '--study', 'piped'), gzipSync(ndjson));
    const events = eventsOf(ended);
    expect([0, 4]).toContain(ended.status);
    expect(events[0]).toMatchObject({ event: 'data', file: 'standard input', rows: 344 });
    expect(events[0].assumptions[0]).toMatchObject({
      text: expect.stringContaining('NDJSON'),
      flag: '--format',
    });
    const predicted = await sweetspot(['predict', events.at(-1).model, '-'], csv);
    expect(predicted.stdout.trim().split('\n')).toHaveLength(345);
  });

  test('cannot be read again: the file that replaces it is asked for', async () => {
    await sweetspot(tune('-', '--study', 'gone'), csv);
    const refused = await sweetspot(['replay', 'gone', '0']);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toBe(
      'sweetspot: the study was made from standard input, which cannot be read again.\n' +
        '  Write the same rows to a file and name it with --data FILE.\n',
    );
    writeFileSync(join(folder, 'kept.csv'), csv);
    expect((await sweetspot(['replay', 'gone', '0', '--data', 'kept.csv', '--quiet'])).stdout).toBe('same\n');
    const resumed = await sweetspot(['tune', '--study', 'gone', '--resume', '--for', '1 trial']);
    expect(resumed.stderr).toContain('standard input');
    expect(resumed.status).toBe(2);
  });

  test('that holds nothing is refused', async () => {
    const { status, stderr } = await sweetspot(tune('-'));
    expect([status, stderr.split('\n')[0]]).toEqual([3, 'sweetspot: standard input is empty.']);
  });

  test('is read once', async () => {
    const { status, stderr } = await sweetspot(tune('-', '--test', '-'), csv);
    expect([status, stderr]).toEqual([2, expect.stringContaining('given twice')]);
  });
});

test('an address is tuned on, and read again to replay', async () => {
  const ended = await sweetspot(tune(`${origin}/penguins`, '--study', 'far'));
  expect(eventsOf(ended)[0]).toMatchObject({ file: 'penguins', rows: 344 });
  expect((await sweetspot(['replay', 'far', '0', '--quiet'])).stdout).toBe('same\n');
  const refused = await sweetspot(tune(`${origin}/nothing.csv`));
  expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('answers 404')]);
});

describe('files', () => {
  test('of any format give the same study name and the same columns to choose from', async () => {
    mkdirSync(join(folder, 'formats'), { recursive: true });
    writeFileSync(join(folder, 'formats/birds.json'), JSON.stringify(records));
    writeFileSync(join(folder, 'formats/birds.csv.gz'), gzipSync(csv));
    const { stderr } = await sweetspot(['tune', 'formats/birds.json']);
    expect(stderr).toContain(`Choose one of: ${names!.join(', ')}`);
    const [data, plan] = eventsOf(await sweetspot(tune('formats/birds.csv.gz')));
    expect(data.assumptions.filter(({ flag }: { flag?: string }) => flag === '--format')).toEqual([]);
    expect(plan.study).toBe('birds-1');
  });
});
