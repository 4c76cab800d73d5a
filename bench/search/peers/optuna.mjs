// An Optuna study in a process of its own, on exactly the tasks that our methods have: the objective stays here, Optuna asks and is told.
import { execFile, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { observer, watchRegret } from '../simulate.mjs';

const script = fileURLToPath(new URL('ask_and_tell.py', import.meta.url));
const run = promisify(execFile);
const folder = process.env.SWEETSPOT_BENCH_CACHE ?? join(tmpdir(), 'sweetspot-bench');

/** A Python with Optuna: SWEETSPOT_BENCH_PYTHON, or one that is made in a folder outside the repository. */
export async function python() {
  if (process.env.SWEETSPOT_BENCH_PYTHON) return process.env.SWEETSPOT_BENCH_PYTHON;
  const path = join(folder, 'optuna');
  const binary = join(path, 'bin/python');
  if (existsSync(join(path, 'complete'))) return binary;
  await run('python3', ['-m', 'venv', path]);
  const torch = ['torch==2.13.0', '--index-url', 'https://download.pytorch.org/whl/cpu'];
  await run(binary, ['-m', 'pip', 'install', '--quiet', ...torch]).catch(() =>
    run(binary, ['-m', 'pip', 'install', '--quiet', torch[0]]),
  );
  await run(binary, ['-m', 'pip', 'install', '--quiet', 'optuna==5.0.0', 'scipy', 'cmaes']);
  writeFileSync(join(path, 'complete'), '');
  return binary;
}

const oneThread = { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/** The same answer as `simulate`. */
export async function simulatePeer(method, task, { seed, fullTrainings, noise = 0, diverge = 0 }, binary) {
  if (diverge > 0) throw new Error(`${method} is not run with diverging regions`);
  const { space, direction, fidelity } = task;
  const watch = watchRegret(task, fullTrainings * fidelity.most);
  const observe = observer(task, seed, { noise });
  const child = spawn(binary, [script], {
    env: { ...process.env, ...oneThread },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise((resolve) => child.on('close', resolve));
  const say = (message) => child.stdin.write(`${JSON.stringify(message)}\n`);
  const hear = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${method} ended without an answer`);
    return JSON.parse(value);
  };
  const began = performance.now();
  say({ method, space, direction, seed, least: fidelity.least, most: fidelity.most });
  let number = 0;
  for (; !watch.isOver; number++) {
    const setting = await hear();
    const seen = Array.from({ length: fidelity.most }, (_, i) => observe(number, setting, i + 1));
    say(seen.map(({ observation }) => observation));
    const { used } = await hear();
    for (const each of seen.slice(0, used)) watch.pay(each);
  }
  child.stdin.end();
  child.kill();
  await ended;
  return {
    regret: [...watch.regret],
    trials: number,
    later: 0,
    divergedLater: 0,
    steps: number,
    milliseconds: performance.now() - began,
  };
}
