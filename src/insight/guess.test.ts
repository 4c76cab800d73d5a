import { describe, expect, test } from 'vitest';
import { exp } from '../math/elementary.js';
import { stream } from '../math/random.js';
import { float, powers, space } from '../space/define.js';
import { encoder } from '../space/encode.js';
import type { Setting } from '../space/parameter.js';
import { sampleUniform } from '../space/prior.js';
import type { Direction, Trial } from '../study/trial.js';
import { type Belief, beliefOf } from './belief.js';
import { evidenceOf } from './evidence.js';
import { findFor } from './guess/find.js';
import { scoreOfGuesses } from './guess/scoreboard.js';
import { guessSteps } from './guess.js';

const over = space({
  batch: powers(2, 16, 1024),
  rate: float(1e-4, 1, { log: true }),
  idle: float(0, 1),
});
const encode = encoder(over);

/** An error that a rate too low for the batch raises; rates above 0.2 blow up. `idle` does nothing. */
function truth(setting: Setting): number {
  const [batch, rate] = encode(setting);
  const off = rate! - 0.3 - 0.4 * batch!;
  return 10 * exp(4 * off * off);
}

function study(direction: Direction, count = 60) {
  const random = stream(3, 0, 'study');
  const trials = Array.from({ length: count }, (_, number): Trial => {
    const setting = sampleUniform(over, random);
    const noise = 1 + 0.02 * random.normal();
    const common = { number, setting, intermediate: [], facts: {}, started: 0 };
    if ((setting.rate as number) > 0.2) return { ...common, state: 'diverged' };
    const value = truth(setting) * noise;
    return { ...common, state: 'complete', value: direction === 'minimize' ? value : -value };
  });
  return evidenceOf({ space: over, direction, trials });
}

const base: Setting = { batch: 32, rate: 0.004, idle: 0.5 };
const steps = [
  { change: 'batch', setting: { ...base, batch: 1024 } },
  { change: 'batch and rate', setting: { ...base, batch: 1024, rate: 0.03 } },
  { change: 'and idle', setting: { ...base, batch: 1024, rate: 0.03, idle: 0.55 } },
  { change: 'too high a rate', setting: { ...base, rate: 0.9 } },
];

test('a draw that is far off, as logarithms have them where little is known, does not move the guess', () => {
  const known = beliefOf(study('minimize'));
  const odd: Belief = {
    ...known,
    draws: (points, count, purpose) =>
      known.draws(points, count, purpose).map((costs, i) => (i === 0 ? costs.map((_, p) => p * 1e9) : costs)),
  };
  const [usual] = guessSteps(known, base, steps);
  const [guess] = guessSteps(odd, base, steps);
  expect(Math.abs(guess!.effect / usual!.effect - 1)).toBeLessThan(0.02);
  expect(Math.abs(guess!.score / usual!.score - 1)).toBeLessThan(0.02);
  expect(guess!.interval[0]).toBeLessThan(guess!.effect);
  expect(guess!.interval[1]).toBeGreaterThan(guess!.effect);
  expect(guess!.verdict).toBe('worse');
});

describe.each(['minimize', 'maximize'] as const)('%s', (direction) => {
  const belief: Belief = beliefOf(study(direction));
  const sign = direction === 'minimize' ? 1 : -1;

  test('each step is guessed as it is, in the units of the score', () => {
    const [batch, rate, idle, high] = guessSteps(belief, base, steps);
    expect(batch).toMatchObject({ verdict: 'worse', grade: 'believed' });
    const effect = sign * (truth(steps[0]!.setting) - truth(base));
    expect(Math.abs(batch!.effect - effect)).toBeLessThan(0.3 * Math.abs(effect));
    expect(batch!.interval[0]).toBeLessThan(batch!.effect);
    expect(batch!.interval[1]).toBeGreaterThan(batch!.effect);
    expect(rate!.added.verdict).toBe('better');
    expect(idle!.added.verdict).toBe('no real difference');
    expect(high).toMatchObject({ verdict: 'worse', grade: 'believed' });
    expect(high!.blowUp).toBeGreaterThan(0.5);
    expect(batch!.blowUp).toBeLessThan(0.2);
  });

  test('the trials named are near', () => {
    const [batch] = guessSteps(belief, base, steps);
    const { basis } = belief;
    expect(batch!.trials).toHaveLength(3);
    for (const number of batch!.trials)
      expect(basis.find((score) => score.number === number)!.setting.batch).toBeGreaterThan(128);
  });

  test('the best rate for a large batch is found', () => {
    const [found, second] = findFor(belief, { ...base, batch: 1024 }, ['rate'], 2);
    expect(second).not.toEqual(found);
    expect(found).toMatchObject({ batch: 1024, idle: 0.5 });
    expect(found!.rate).toBeGreaterThan(0.012);
    expect(found!.rate).toBeLessThan(0.2);
  });
});

test('of few trials nothing is guessed, and it is said why', () => {
  const guesses = guessSteps(beliefOf(study('minimize', 4)), base, steps.slice(0, 2));
  for (const guess of guesses) {
    expect(guess).toMatchObject({ verdict: 'cannot tell', grade: 'unknown' });
    expect(guess.why).toMatch(/trials tell a score/);
    expect(guess.effect).toBeNaN();
  }
});

test('guesses are scored that were given and then measured clearly', () => {
  const kept = (guess: string, verdict: string, grade = 'believed') => ({
    guess: { verdict: guess, grade },
    verdict,
  });
  const facts = {
    'what_if:1': { steps: [kept('better', 'better'), kept('worse', 'no real difference')] },
    'what_if:2': {
      steps: [kept('cannot tell', 'better', 'unknown'), kept('worse', 'cannot tell'), kept('worse', 'worse')],
    },
    on_trial: { steps: [kept('better', 'better')] },
  };
  expect(scoreOfGuesses(facts)).toEqual({ right: 2, of: 3 });
});
