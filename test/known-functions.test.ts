import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

// A small version of bench/insight/known-functions.mjs, on surfaces of other seeds: two of each kind, which runs on what was built.
const judge = new URL('../bench/insight/judge.mjs', import.meta.url).href;

test.runIf(existsSync(new URL('../dist/insight/belief.js', import.meta.url)))(
  'claims on made-up surfaces are right, and planted effects are claimed',
  { timeout: 120_000 },
  async () => {
    const { judgeSurfaces } = await import(/* @vite-ignore */ judge);
    const found = judgeSurfaces(3, [0, 1, 10, 11, 20, 21, 24, 27], () => {});
    const share = ([part, whole]: [number, number]) => part / whole;
    expect(found.right[1]).toBeGreaterThan(10);
    expect(share(found.right)).toBeGreaterThan(0.85);
    expect(found.claimed[1]).toBeGreaterThan(10);
    expect(share(found.claimed)).toBeGreaterThan(0.7);
    expect(share(found.falsePairs)).toBeLessThan(0.08);
    expect(share(found.covered)).toBeGreaterThan(0.8);
    expect(found.auc).toBeGreaterThan(0.75);
  },
);
