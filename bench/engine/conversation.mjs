// Starts an actor and talks with it, a line for a line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** One thread each; and no kernels chosen from outside, which would slow numpy. */
const environment = {
  ...process.env,
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  NODE_OPTIONS: '',
};
for (const name of ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE']) delete environment[name];

/** The actor, once it has said who it is; fails with what it last wrote to stderr. */
export async function begin([command, ...args]) {
  const child = spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint = (complaint + data).slice(-500);
  });
  child.on('error', (error) => {
    complaint = error.message;
  });
  child.stdin.on('error', () => {});
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(complaint.trim() || 'it ended without a word');
    const said = JSON.parse(value);
    if (said.error) throw new Error(said.error);
    return said;
  };
  const { version } = await answer();
  return {
    version,
    /** CPU milliseconds for an epoch of `workload`, measured for about `seconds`. */
    async milliseconds(workload, seconds) {
      child.stdin.write(`${JSON.stringify({ workload, seconds })}\n`);
      return (await answer()).milliseconds;
    },
    end: () => child.kill(),
  };
}
