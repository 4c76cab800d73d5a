import { leastSlowdown, type Measured } from '../contrast.js';
import { changed, numberIn } from './change.js';
import { following, unknown } from './following.js';
import type { Rule, RuleFinding, RuleScene } from './rule.js';

/** Mini-batches of 32; powers of two; larger ones slower and more accurate. */
export function batchRules(scene: RuleScene): Rule[] {
  const size = numberIn(scene, 'batch_size');
  if (size === undefined || scene.space.batch_size === undefined) return [];
  const withBatch = (batch: number) =>
    batch >= 1 && batch <= scene.rows ? changed(scene, { batch_size: batch }) : undefined;
  const rules = [
    following(scene, {
      name: 'batch 32',
      says: 'Begin with batches of 32.',
      follow: withBatch(32),
      against: [
        { words: 'batch 8', setting: withBatch(8) },
        { words: 'batch 128', setting: withBatch(128) },
      ],
    }),
  ];
  return [...rules, ...powersOfTwo(scene, size), ...larger(scene, size)];
}

/** It is about time alone: one row fewer in a batch is no other network. */
function powersOfTwo(scene: RuleScene, size: number): Rule[] {
  let power = 1;
  while (1.5 * power <= size) power *= 2;
  const odd = power - 1;
  if (odd < 7 || power > scene.rows) return [];
  const [from, to] = [
    changed(scene, { batch_size: power }) ?? scene.best,
    changed(scene, { batch_size: odd }),
  ];
  if (to === undefined) return [];
  const name = 'powers of two';
  const says = 'Batches of a power of two fit the hardware.';
  return [
    {
      name,
      says,
      contrasts: [{ name, from, to, about: 'time' }],
      judge(measured): RuleFinding {
        const cost = measured.get(name);
        if (cost === undefined || !(cost.timeRatio > 0))
          return { name, says, ...unknown('it was not tried', []) };
        const [low, high] = cost.timeInterval ?? [0, Number.POSITIVE_INFINITY];
        const isSlower = low >= leastSlowdown;
        if (!isSlower && high >= leastSlowdown)
          return { name, says, ...unknown('the times of its epochs differ too much to tell yet', [cost]) };
        const percent = Math.round(100 * Math.abs(cost.timeRatio - 1));
        const because = isSlower
          ? `an epoch with batches of ${odd} takes ${percent} % longer than with ${power}`
          : `batches of ${odd} are as fast as ${power}`;
        return {
          name,
          says,
          verdict: isSlower ? 'held' : 'did not hold',
          grade: 'measured',
          because,
          evidence: [cost],
        };
      },
    },
  ];
}

function larger(scene: RuleScene, size: number): Rule[] {
  const batch = 4 * size;
  const to = batch <= scene.rows ? changed(scene, { batch_size: batch }) : undefined;
  if (to === undefined) return [];
  const name = 'larger batches';
  const says = 'Larger batches are slower but more accurate.';
  return [
    {
      name,
      says,
      contrasts: [{ name, from: scene.best, to }],
      judge: (measured) => ({ name, says, ...judgeLarger(measured.get(name), size, batch) }),
    },
  ];
}

function judgeLarger(
  cost: Measured | undefined,
  size: number,
  batch: number,
): Omit<RuleFinding, 'name' | 'says'> {
  if (cost === undefined) return unknown('it was not tried', []);
  if (cost.verdict === 'cannot tell')
    return { ...unknown(`the trainings do not tell batch ${batch} from ${size} yet`, [cost]), cost };
  const accuracy = {
    better: 'more accurate',
    worse: 'less accurate',
    'no real difference': 'as accurate',
  }[cost.verdict];
  const speed =
    cost.timeRatio >= leastSlowdown ? 'slower' : cost.timeRatio <= 1 / leastSlowdown ? 'faster' : 'as fast';
  return {
    verdict: cost.verdict === 'better' && speed === 'slower' ? 'held' : 'did not hold',
    grade: 'measured',
    because: `batch ${batch} is ${accuracy} than ${size}, and an epoch of it ${speed}`.replace(
      'as accurate than',
      'as accurate as',
    ),
    cost,
    evidence: [cost],
  };
}
