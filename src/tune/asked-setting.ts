import { activationNames } from '../network/plan.js';
import { onlyActive } from '../space/active.js';
import { parseAssignments } from '../space/assignment.js';
import { checkSetting } from '../space/check-setting.js';
import type { Setting, Space } from '../space/parameter.js';
import { lossSpace } from './loss-setting.js';
import { steppingSpace } from './optimiser-setting.js';
import type { Prepared } from './prepare.js';
import { recipeNames } from './recipe-setting.js';
import { scheduleNames } from './schedule-setting.js';
import { defaultSetting, defaultSpace, type Problem } from './space.js';

/**
 * The setting that `batch_size=64`, … and for the rest `base`, or the rules of thumb, make; throws a usage error for a name or value that there is
 * not.
 */
export function askedSetting(
  prepared: Prepared,
  set: readonly string[],
  base: Setting = defaultSetting(prepared.problem),
): Setting {
  const space = trainSpace(prepared.problem);
  const given = parseAssignments(space, set, { beyond: true });
  // A batch may have any size; everything else means what it means to `tune`.
  const { batch_size: _, ...others } = given;
  checkSetting(space, others, { partial: true });
  // A recipe says all that is not given.
  if (given.recipe !== undefined && given.recipe !== 'plain') return given;
  const needed = Object.fromEntries(
    Object.entries(space)
      .filter(([, parameter]) => parameter.prior)
      .map(([name, parameter]) => [name, parameter.prior!.centre]),
  );
  return onlyActive(space, { ...needed, ...base, ...given });
}

/** The same with a batch of at most `rows`, and a remark where it had to be cut. */
export function heldToRows(
  setting: Setting,
  rows: number,
): { readonly setting: Setting; readonly remark?: string } {
  const batch = Number(setting.batch_size);
  if (!(batch > rows)) return { setting };
  const remark = `A batch of ${batch.toLocaleString('en-US')} was asked for; there are ${rows.toLocaleString('en-US')} rows to train on, and each step took all of them.`;
  return { setting: { ...setting, batch_size: rows }, remark };
}

/** The default space, with every activation, loss, schedule, optimiser and recipe that there is. */
function trainSpace(problem: Problem): Space {
  const space = defaultSpace(problem);
  return {
    ...space,
    activation: { kind: 'categorical', choices: activationNames, when: space.activation?.when },
    ...lossSpace(problem.task),
    schedule: { kind: 'categorical', choices: scheduleNames },
    warmup_epochs: { kind: 'float', low: 0, high: 1000, log: false },
    ...steppingSpace,
    recipe: { kind: 'categorical', choices: recipeNames },
  };
}
