// Ten thousand damaged files on the way that `tune` goes: a table or a clear error, no other exception, no case over 10 s, memory below 1 GB.
// Then some through the real command. Run `npm run build` first.
//
//   node scripts/check-mangled.mjs [cases] [first] [through the command]
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caseOf, outcomeOf } from '../test/mangled/case.mjs';

const longest = 10_000;
const mostMemory = 1024;

if (process.argv[2] === '--worker') await work(Number(process.argv[3]), Number(process.argv[4]));
else
  await check(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 0), Number(process.argv[4] ?? 36));

/** Runs cases and tells of each when it begins and how it ended. */
async function work(from, to) {
  const { readAnyTable } = await import('../dist/data/read-table.js');
  const { prepare } = await import('../dist/tune/prepare.js');
  const { headsUp } = await import('../dist/tune/heads-up.js');
  const { dataEvent } = await import('../dist/platform/data-event.js');
  const { SweetspotError } = await import('../dist/error.js');
  const way = { readAnyTable, prepare, headsUp, dataEvent, SweetspotError };
  for (let number = from; number < to; number++) {
    const given = caseOf(number);
    process.send({ number, begun: true });
    const began = performance.now();
    let outcome;
    try {
      outcome = await outcomeOf(given, way);
    } catch (error) {
      outcome = `FAULT: ${String(error.stack ?? error)
        .split('\n')
        .slice(0, 6)
        .join('\n    ')}`;
    }
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    process.send({ number, outcome, memory, milliseconds: performance.now() - began });
  }
  process.disconnect();
}

async function check(cases, first, throughCommand) {
  const seen = { counts: {}, faults: [], slowest: { milliseconds: 0 }, memory: 0, read: [], refused: [] };
  for (let from = first; from < first + cases; ) from = await follow(from, first + cases, seen);
  console.log(
    `${cases} mangled files: ${Object.entries(seen.counts)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}`,
  );
  const { number, milliseconds } = seen.slowest;
  console.log(
    `slowest: case ${number} (${described(number)}), ${Math.round(milliseconds)} ms; peak memory ${seen.memory} MB`,
  );
  if (seen.memory > mostMemory) seen.faults.push(`memory of ${seen.memory} MB`);
  seen.faults.push(...commandFaults(some(seen, throughCommand)));
  for (const fault of seen.faults.slice(0, 20)) console.log(fault);
  if (seen.faults.length > 0) throw new Error(`${seen.faults.length} faults`);
}

function described(number) {
  const { from, name, done, options } = caseOf(number);
  return `${from} as ${name}: ${done.join(', ')}; ${JSON.stringify(options)}`;
}

/** Follows a worker until it is done or must be ended; answers with the case to go on with. */
function follow(from, to, seen) {
  return new Promise((resolve) => {
    const worker = fork(fileURLToPath(import.meta.url), ['--worker', from, to], {
      execArgv: ['--max-old-space-size=1024'],
    });
    let at = from;
    let timer;
    const fault = (what) => {
      seen.counts.faults = (seen.counts.faults ?? 0) + 1;
      seen.faults.push(`case ${at} (${described(at)})\n    ${what}`);
    };
    worker.on('message', ({ number, begun, outcome, memory, milliseconds }) => {
      at = number;
      clearTimeout(timer);
      if (begun) {
        timer = setTimeout(() => {
          fault(`took more than ${longest / 1000} s`);
          at += 1;
          worker.kill('SIGKILL');
        }, longest);
        return;
      }
      if (outcome.startsWith('FAULT')) fault(outcome);
      else seen.counts[outcome] = (seen.counts[outcome] ?? 0) + 1;
      (outcome === 'result' ? seen.read : seen.refused).push(number);
      seen.memory = Math.max(seen.memory, memory);
      if (milliseconds > seen.slowest.milliseconds) seen.slowest = { number, milliseconds };
      at = number + 1;
    });
    worker.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (at < to && signal !== 'SIGKILL') {
        fault(`the process ended with ${code ?? signal}`);
        at += 1;
      }
      resolve(at);
    });
  });
}

/** Mostly files that can be read, for with them the way is longer. */
function some({ read, refused }, most) {
  return [...read.slice(0, Math.ceil((2 * most) / 3)), ...refused.slice(0, Math.floor(most / 3))];
}

/** The real command: exit code 0, 2, 3 or 4, no stack trace, no mistake of its own. */
function commandFaults(numbers) {
  const folder = mkdtempSync(join(tmpdir(), 'sweetspot-mangled-'));
  const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const faults = [];
  const codes = {};
  try {
    for (const number of numbers) {
      const { name, bytes, options } = caseOf(number);
      mkdirSync(join(folder, String(number)));
      const file = join(folder, String(number), name);
      writeFileSync(file, bytes);
      const targets = [options.target].flat().flatMap((target) => ['--target', target]);
      const flags = [...targets, '--budget', '3s', '--workers', '1', '--quiet'];
      if (options.dropBadRows) flags.push('--drop-bad-rows');
      const { status, stderr } = spawnSync('node', [command, 'tune', file, ...flags], {
        cwd: folder,
        encoding: 'utf8',
        timeout: 30_000,
      });
      codes[status] = (codes[status] ?? 0) + 1;
      if (![0, 2, 3, 4].includes(status) || /^ {4}at |mistake of Sweetspot/m.test(stderr))
        faults.push(
          `case ${number} through the command (${described(number)}): exit code ${status}\n${stderr.slice(0, 600)}`,
        );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `${numbers.length} through the command: exit codes ${Object.entries(codes)
      .map(([code, n]) => `${code} × ${n}`)
      .join(', ')}`,
  );
  return faults;
}
