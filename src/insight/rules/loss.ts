import { onlyActive } from '../../space/active.js';
import { changed } from './change.js';
import { following, unknown } from './following.js';
import type { Rule, RuleFinding, RuleScene } from './rule.js';

/** Absolute error against outliers, with a rate that falls; Huber's delta. Judged by the study's metric, never by the losses themselves. */
export function lossRules(scene: RuleScene): Rule[] {
  if (scene.task !== 'regression' || scene.space.loss === undefined) return [];
  return [
    following(scene, {
      name: 'absolute error',
      says: 'With outliers, train on the absolute error.',
      follow: changed(scene, { loss: 'absolute' }),
      against: [{ words: 'squared error', setting: changed(scene, { loss: 'squared' }) }],
    }),
    ...fallingRate(scene),
    following(scene, {
      name: 'huber',
      says: "Huber's loss with a delta of 1.345 residual scales.",
      follow: changed(scene, { loss: 'huber', huber_delta: 1.345 }),
      against: [{ words: 'squared error', setting: changed(scene, { loss: 'squared' }) }],
    }),
  ];
}

/** The slope of an absolute error is as steep at its least as far from it, so that steps of one size go to and fro. */
function fallingRate(scene: RuleScene): Rule[] {
  const { space, best } = scene;
  const schedules = space.schedule?.kind === 'categorical' ? space.schedule.choices : [];
  if (!schedules.includes('cycles') || !schedules.includes('constant')) return [];
  const withSchedule = (schedule: string) => onlyActive(space, { ...best, loss: 'absolute', schedule });
  const name = 'absolute error, falling rate';
  const says = 'Absolute error needs a learning rate that falls.';
  return [
    {
      name,
      says,
      contrasts: [{ name, from: withSchedule('cycles'), to: withSchedule('constant') }],
      judge: (measured): RuleFinding => {
        const found = measured.get(name);
        if (found === undefined) return { name, says, ...unknown('it was not tried', []) };
        if (found.verdict === 'cannot tell')
          return {
            name,
            says,
            ...unknown('the trainings do not tell a constant rate from a falling one yet', [found]),
          };
        const because = {
          worse: 'with a constant rate it is worse',
          better: 'with a constant rate it is better',
          'no real difference': 'with a constant rate it is as good',
        }[found.verdict];
        const verdict = found.verdict === 'worse' ? 'held' : 'did not hold';
        return { name, says, verdict, grade: 'measured', because, evidence: [found] };
      },
    },
  ];
}
