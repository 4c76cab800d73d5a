// Optuna in a Python of its own: the one that SWEETSPOT_BENCH_PYTHON names, or one made outside the repository, which stays for the next time.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function python() {
  if (process.env.SWEETSPOT_BENCH_PYTHON) return process.env.SWEETSPOT_BENCH_PYTHON;
  const path = join(process.env.SWEETSPOT_BENCH_CACHE ?? join(tmpdir(), 'sweetspot-bench'), 'optuna');
  const binary = join(path, 'bin/python');
  if (existsSync(join(path, 'complete'))) return binary;
  mkdirSync(path, { recursive: true });
  await run('python3', ['-m', 'venv', path]);
  await run(binary, ['-m', 'pip', 'install', '--quiet', 'optuna==5.0.0', 'cmaes==0.13.1', 'scipy', 'torch']);
  writeFileSync(join(path, 'complete'), '');
  return binary;
}

/** Asks Optuna one question after the other. */
export async function startOptuna() {
  const script = fileURLToPath(new URL('optuna_suggest.py', import.meta.url));
  const child = spawn(await python(), [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async time(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('Optuna ended without an answer');
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}
