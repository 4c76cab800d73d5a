import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
// @ts-expect-error: a script without types.
import { otherNode, otherNodes } from '../scripts/other-nodes.mjs';
// @ts-expect-error: a script without types.
import { kept } from './bits/network.mjs';

/** One trained model has the same bits on every Node, in any number of workers, paused or not. */

const script = fileURLToPath(new URL('bits/train.mjs', import.meta.url));
const ways = [[], ['--paused'], ['--workers', '4'], ['--workers', '4', '--paused']];

function trainedBy(node: string, way: readonly string[]) {
  const { stdout, stderr } = spawnSync(node, [script, ...way], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as { node: string; hashes: string[] };
}

describe.each(ways.map((way) => [way.join(' ') || 'one worker, in one go', way] as const))('%s', (_, way) => {
  const check = (node: string, major: string) => {
    const { node: version, hashes } = trainedBy(node, way);
    expect(version.startsWith(`v${major}.`)).toBe(true);
    expect(hashes).toEqual(new Array(way.includes('4') ? 4 : 1).fill(kept));
  };

  test('this Node', () => check(process.execPath, process.versions.node.split('.')[0]!));

  test.each(otherNodes as number[])('Node %i', { timeout: 400_000 }, (major) => {
    const { path, reason } = otherNode(major) as { path?: string; reason?: string };
    if (path === undefined && process.env.CI === 'true') throw new Error(reason);
    if (path === undefined) console.warn(`not compared with Node ${major}: ${reason}`);
    else check(path, String(major));
  });
});
