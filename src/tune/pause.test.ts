import { expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { stream } from '../math/random.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { prepare } from './prepare.js';
import { runTrial } from './run-trial.js';
import type { Part, PausedTraining, TrialJob } from './runner.js';

const random = stream(1, 0, 'table');
const lines = Array.from({ length: 900 }, () => {
  const [a, b] = [random.normal(), random.normal()];
  return `${a},${b},${a * b + 0.1 * random.normal()}`;
});
const table = readTable(new TextEncoder().encode(`a,b,y\n${lines.join('\n')}`), 'made.csv');
const folds = prepare({ table, data: { target: 'y', folds: 3 }, seed: 1 });
const threeParts = folds.partsOf(0).map((id) => folds.part(id).part);
const [onePart] = threeParts as [Part];

const setting = {
  layers: 1,
  neurons: 16,
  batch_size: 64,
  learning_rate: 0.01,
  loss: 'squared',
  dropout: 0.2,
};

/** Each on an engine of its own, as if another worker had taken over. */
function trained(parts: readonly Part[], job: Partial<TrialJob>, told: number[] = []) {
  const engines = parts.map(() => wasmEngine());
  const whole = { label: 'test', setting, seed: { seed: 1, trial: 0 }, parts: [], epochs: 30, rungs: [] };
  return runTrial({
    job: { ...whole, ...job },
    parts,
    engineFor: (index) => engines[index]!,
    onEpochs: (reports) => void told.push(...reports.map(({ epoch }) => epoch)),
    onRung: async () => undefined,
    stopRequested: () => undefined,
  });
}

/** Paused after each of these epochs, and sent on as a message is. */
async function inLegs(parts: readonly Part[], job: Partial<TrialJob>, pauses: readonly number[]) {
  let from: PausedTraining | undefined;
  const told: number[] = [];
  for (const until of pauses) {
    const leg = await trained(parts, { ...job, until, ...(from && { from }) }, told);
    expect([leg.state, leg.reports.length]).toEqual(['paused', until]);
    from = structuredClone(leg.paused!);
  }
  return { outcome: await trained(parts, { ...job, ...(from && { from }) }, told), told };
}

test.each([
  ['one part', [onePart], {}],
  ['three folds in step', threeParts, {}],
  ['rows that grow at the rungs', [{ ...onePart, windowed: true } as Part], { rows: [64, 128, 256] }],
  ['a schedule that reduces on plateaus', [onePart], { setting: { ...setting, schedule: 'plateau' } }],
  [
    'a loss that goes by its residuals',
    [onePart],
    { setting: { ...setting, loss: 'huber', huber_scale: 'adaptive' } },
  ],
] as const)('%s: paused at every rung, on workers of its own, the same bits', async (_, parts, job) => {
  const whole = await trained(parts, job);
  const { outcome, told } = await inLegs(parts, job, [2, 6, 14]);
  const { seconds: _s, rowsPerSecond: _r, ...others } = outcome;
  const { seconds, rowsPerSecond: _w, ...wanted } = whole;
  expect(others).toEqual(wanted);
  expect(told).toEqual(whole.reports.map(({ epoch }) => epoch));
  expect(seconds).toBeGreaterThan(0);
});

test('where it is paused, it has what a trial that ends there has', async () => {
  const paused = await trained([onePart], { until: 6 });
  const ended = await trained([onePart], { endAt: 6 });
  expect(paused.hash).toBe(ended.hash);
  expect(paused.best).toEqual(ended.best);
  expect(paused.reports).toEqual(ended.reports);
});

test('a trial that ends before its pause does not pause', async () => {
  const { state, paused } = await trained([onePart], {
    setting: { ...setting, learning_rate: 1e30 },
    until: 6,
  });
  expect([state, paused]).toEqual(['diverged', undefined]);
});
