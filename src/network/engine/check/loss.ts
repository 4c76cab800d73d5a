import { usageError } from '../../../error.js';
import { countsClasses } from '../../count.js';
import type { Loss, Plan } from '../../plan.js';
import { inRange, wholeAtLeastOne } from './range.js';

/** Gradients of rows that are told apart well vanish long before. */
const mostGamma = 10;

/** Throws unless the numbers of a loss are in their ranges. */
export function checkLoss(loss: Loss, outputs: number) {
  if (loss.kind === 'huber') {
    inRange('huber delta', loss.delta, 1e-30, 1e30);
    inRange('factor of the adaptive huber delta', loss.adaptive?.factor ?? 1, 1e-3, 1e3);
    wholeAtLeastOne('epochs of the adaptive huber delta', loss.adaptive?.epochs ?? 1);
  }
  if (loss.kind === 'quantile') inRange('quantile level', loss.level, 0.001, 0.999);
  if (loss.kind === 'focal') inRange('focal gamma', loss.gamma, 0, mostGamma);
  if (loss.kind === 'logistic') inRange('outputs of a logistic loss', outputs, 1, 1);
  if (loss.kind === 'logistic' || loss.kind === 'softmax')
    inRange('label smoothing', loss.smoothing ?? 0, 0, 0.999);
}

/** Throws unless the loss can take these targets, naming the first row whose target it cannot; `first` is the number of the first row. */
export function checkTargets(plan: Plan, targets: Float32Array, first: number) {
  const { loss, outputs } = plan;
  const everyTarget = (allowed: (y: number) => boolean, rule: string) =>
    refuseFirst(targets, outputs, first, allowed, rule);
  if (countsClasses(plan)) checkClasses(targets, outputs, first);
  else if (loss.kind === 'focal')
    everyTarget((y) => y === 0 || y === 1, 'a focal loss with one output takes 0 or 1');
  else if (loss.kind === 'logistic')
    everyTarget((y) => y >= 0 && y <= 1, 'a logistic loss takes numbers from 0 to 1');
  else if (loss.kind === 'poisson')
    everyTarget((y) => y >= 0 && y < 1e30, 'a Poisson loss takes numbers of at least 0');
}

function refuseFirst(
  targets: Float32Array,
  width: number,
  first: number,
  allowed: (y: number) => boolean,
  rule: string,
) {
  const wrong = targets.findIndex((y) => !allowed(y));
  if (wrong < 0) return;
  const row = first + Math.floor(wrong / width);
  const which = width === 1 ? 'target' : `target ${wrong % width}`;
  throw usageError(`row ${row} has ${which} ${targets[wrong]}: ${rule}.`);
}

function checkClasses(targets: Float32Array, classes: number, first: number) {
  const wrong = targets.findIndex((target) => !(target >= 0 && target < classes && Number.isInteger(target)));
  if (wrong >= 0)
    throw usageError(`row ${first + wrong} has class ${targets[wrong]}, not one of 0 to ${classes - 1}.`);
}
