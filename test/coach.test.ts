import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

// A small version of bench/insight/coach.mjs, on trainings of another seed, which runs on what was built.
const judge = new URL('../bench/insight/coach/judge.mjs', import.meta.url).href;

test.runIf(existsSync(new URL('../dist/insight/diagnosis/coach.js', import.meta.url)))(
  'the coach finds faults that were planted in real trainings',
  { timeout: 120_000 },
  async () => {
    const { names, rowOf } = await import(/* @vite-ignore */ judge);
    const rows: { fault: string; trainings: number; right: number }[] = [];
    for (const fault of Object.keys(names))
      rows.push(await rowOf({ seed: 3, fault, count: fault === 'none' ? 6 : 3 }));
    const [sound, ...faulty] = rows;
    const total = (of: 'right' | 'trainings') => faulty.reduce((sum, row) => sum + row[of], 0);
    expect(sound!.right).toBeGreaterThanOrEqual(5);
    expect(total('right') / total('trainings')).toBeGreaterThanOrEqual(0.85);
    for (const { fault, right } of faulty) expect(right, fault).toBeGreaterThanOrEqual(2);
  },
);
