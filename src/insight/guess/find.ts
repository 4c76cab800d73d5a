import { stream } from '../../math/random.js';
import { mean } from '../../math/statistics.js';
import { activeNames, isSameSetting, onlyActive } from '../../space/active.js';
import { isAllowed } from '../../space/constraint.js';
import type { Setting } from '../../space/parameter.js';
import { samplePrior, sampleUniform } from '../../space/prior.js';
import type { Belief } from '../belief.js';

const tries = 96;
/** A setting more likely than this to blow up is not proposed. */
const mostBlowUp = 0.3;

/**
 * The settings of which least cost is expected when only the `free` hyperparameters may differ from `fixed`: at most `count`, the best first, each differing
 * from the ones before it by some of its values. Without a belief, settings as the priors have them.
 */
export function findFor(
  belief: Belief,
  fixed: Setting,
  free: readonly string[],
  count: number,
  seed = 0,
): Setting[] {
  const { space } = belief.evidence;
  const random = stream(seed, 0, 'find');
  const isFree = new Set(free);
  const kept = Object.fromEntries(Object.entries(fixed).filter(([name]) => !isFree.has(name)));
  const candidates = Array.from({ length: tries }, (_, i) => {
    const drawn =
      i % 2 || belief.silence !== undefined ? samplePrior(space, random) : sampleUniform(space, random);
    const near = i % 4 === 0 ? fixed : {};
    const some = Object.fromEntries(
      free.flatMap((name) => {
        const value = random.uniform() < 0.5 && name in near ? near[name] : drawn[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    return onlyActive(space, { ...kept, ...some });
  }).filter(
    (setting) =>
      isComplete(belief, setting) && isAllowed(space, setting) && !isSameSetting(space, setting, fixed),
  );
  return bestOf(belief, candidates, count);
}

/** Whether every hyperparameter that exists in a setting has a value. */
const isComplete = ({ evidence: { space } }: Belief, setting: Setting): boolean =>
  activeNames(space, setting).every((name) => name in setting);

function bestOf(belief: Belief, candidates: readonly Setting[], count: number): Setting[] {
  const points = candidates.map(belief.pointOf);
  const chances = belief.chanceOfDivergence(points);
  const draws = belief.draws(points, 200, 'find');
  const expected = candidates.map((_, i) => (draws.length === 0 ? 0 : mean(draws.map((costs) => costs[i]!))));
  const order = [...candidates.keys()]
    .filter((i) => chances[i]! <= mostBlowUp)
    .sort((a, b) => expected[a]! - expected[b]! || a - b);
  const { space } = belief.evidence;
  const found: Setting[] = [];
  for (const i of order)
    if (found.length < count && !found.some((each) => isSameSetting(space, each, candidates[i]!)))
      found.push(candidates[i]!);
  return found;
}
