// A disk of a few kilobytes in memory, for tests of what happens when one is full. Only root may mount one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (...words) => spawnSync(words[0], words.slice(1), { encoding: 'utf8' });

function mount(kilobytes) {
  const path = mkdtempSync(join(tmpdir(), 'sweetspot-disk-'));
  const { status, stderr } = run('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path);
  if (status !== 0) {
    rmSync(path, { recursive: true });
    throw new Error(`no disk could be mounted: ${stderr}`);
  }
  return {
    path,
    grow: (size) => run('mount', '-o', `remount,size=${size}k`, path),
    unmount() {
      run('umount', path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function possible() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return false;
  try {
    mount(8).unmount();
    return true;
  } catch {
    return false;
  }
}

export const tinyDisk = { isPossible: possible(), mount };
