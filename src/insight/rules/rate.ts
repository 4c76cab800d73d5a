import { changed } from './change.js';
import { following, unknown } from './following.js';
import type { Rule, RuleScene } from './rule.js';

/** High rate first, low rate last; stop where validation halts. */
export function rateRules(scene: RuleScene): Rule[] {
  return [...schedule(scene), stopping()];
}

function schedule(scene: RuleScene): Rule[] {
  const { space } = scene;
  const choices = space.schedule?.kind === 'categorical' ? space.schedule.choices : [];
  if (!choices.includes('cycles') || !choices.includes('constant')) return [];
  return [
    following(scene, {
      name: 'high rate first',
      says: 'A high learning rate first, a low one last.',
      follow: changed(scene, { schedule: 'cycles' }),
      against: [{ words: 'a constant rate', setting: changed(scene, { schedule: 'constant' }) }],
    }),
  ];
}

/** Told by the curves of the best setting's own trainings: no contrast is needed. */
function stopping(): Rule {
  const name = 'stop where validation halts';
  const says = 'Stop where validation stops improving.';
  return {
    name,
    says,
    contrasts: [],
    judge({ afterBest }) {
      if (afterBest === undefined || afterBest.verdict === 'cannot tell')
        return {
          name,
          says,
          ...unknown('too few trainings went on after their best epoch', afterBest ? [afterBest] : []),
        };
      const isWorse = afterBest.verdict === 'worse';
      return {
        name,
        says,
        verdict: isWorse ? 'held' : 'did not hold',
        grade: 'measured',
        because: isWorse
          ? 'trained to the end it is worse than at its best epoch (at most by this: the same rows chose the epoch)'
          : 'trained to the end it is as good as at its best epoch',
        cost: afterBest,
        evidence: [afterBest],
      };
    },
  };
}
