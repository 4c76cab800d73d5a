import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

// Two fifths of bench/insight/coach.mjs, with its bars, on trainings of another seed, which runs on what was built.
const judge = new URL('../bench/insight/coach/judge.mjs', import.meta.url).href;

test.runIf(existsSync(new URL('../dist/insight/diagnosis/coach.js', import.meta.url)))(
  'the coach finds faults that were planted in real trainings',
  { timeout: 120_000 },
  async () => {
    const { names, rowOf } = await import(/* @vite-ignore */ judge);
    const rows: { fault: string; trainings: number; right: number }[] = [];
    for (const fault of Object.keys(names))
      rows.push(await rowOf({ seed: 3, fault, count: fault === 'none' ? 20 : 10 }));
    const [sound, ...faulty] = rows;
    expect(sound!.right / sound!.trainings).toBeGreaterThanOrEqual(0.95);
    // Of ten, two of 60 rows do not overfit by much: on the whole bench they are fewer.
    for (const { fault, right, trainings } of faulty)
      expect(right / trainings, fault).toBeGreaterThanOrEqual(fault.startsWith('60 rows') ? 0.8 : 0.9);
  },
);
