import { expect, test } from 'vitest';
import { beliefOf } from '../../insight/belief.js';
import { evidenceOf } from '../../insight/evidence.js';
import { guessSteps } from '../../insight/guess.js';
import { float } from '../../space/define.js';
import type { Trial } from '../../study/trial.js';
import { guessLines } from './guess.js';
import { styleFor } from './style.js';

const linesFor = (changed: number) => {
  const trials = Array.from(
    { length: 30 },
    (_, number): Trial => ({
      number,
      state: 'complete',
      setting: { x: (number + 0.5) / 30 },
      value: 10 + 40 * ((number + 0.5) / 30),
      intermediate: [],
      facts: {},
      started: 0,
    }),
  );
  const belief = beliefOf(evidenceOf({ space: { x: float(0, 1) }, direction: 'minimize', trials }));
  const steps = guessSteps(belief, { x: 0.1 }, [{ change: `x 0.1 → ${changed}`, setting: { x: changed } }]);
  const out = { isTerminal: false } as Parameters<typeof styleFor>[0];
  const style = styleFor(out, { env: {} } as Parameters<typeof styleFor>[1], {});
  const event = { event: 'guess', steps, guessesRight: { right: 0, of: 0 } } as const;
  const lines = (shown: typeof steps) => guessLines({ ...event, steps: shown }, 'rmse', style, 100).join(' ');
  return { steps, lines };
};

test('a guess names the metric that it is in', () => {
  const { steps, lines } = linesFor(0.9);
  expect(lines(steps)).toMatch(/^ *Guess for x 0\.1 → 0\.9: it would be worse \(rmse \+3[0-9.]+; 90 %: \+/);
});

test('a guess whose interval does not leave out zero says probably', () => {
  const { steps, lines } = linesFor(0.9);
  const [effect] = steps.map((step) => step.effect);
  const open = steps.map((step) => ({ ...step, interval: [-1, 2 * effect!] as const }));
  expect(lines(open)).toMatch(/it would probably be worse \(rmse \+3[0-9.]+; 90 %: -1\.0 to \+/);
});
