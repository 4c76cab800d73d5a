import type { Task } from '../data/task.js';
import { usageError } from '../error.js';
import type { Loss } from '../network/plan.js';
import type { Setting, Space } from '../space/parameter.js';

/** What `loss` may be where numbers are predicted, and where classes are. */
export const lossNames = {
  regression: ['squared', 'absolute', 'huber', 'quantile', 'log_cosh'],
  classes: ['log', 'focal'],
} as const;

const ofLoss = (loss: string) => ({ when: { parameter: 'loss', values: [loss] } }) as const;

/** Every loss that a training may be given, and what each reads. */
export const lossSpace = (task: Task): Space =>
  task === 'regression'
    ? {
        loss: {
          kind: 'categorical',
          choices: lossNames.regression,
          prior: { centre: 'squared', confidence: 0.2 },
        },
        huber_scale: { kind: 'categorical', choices: ['fixed', 'adaptive'], ...ofLoss('huber') },
        quantile_level: { kind: 'float', low: 0.001, high: 0.999, log: false, ...ofLoss('quantile') },
      }
    : {
        loss: { kind: 'categorical', choices: lossNames.classes },
        label_smoothing: { kind: 'float', low: 0, high: 0.9, log: false },
        focal_gamma: { kind: 'float', low: 0, high: 10, log: false, ...ofLoss('focal') },
      };

/** Share of the epochs in which an adaptive delta follows the residuals. */
const adaptingShare = 0.2;

export interface LossSize {
  readonly task: Task;
  /** The unit of `huber_delta`: the robust scale of a straight line's residuals. */
  readonly residualScale: number;
  /** Of the whole training; absent: a delta stays as it is. */
  readonly epochs?: number;
}

/**
 * The loss of a setting; `squared` for numbers and log-loss for classes when it names none.
 *
 * | also read | of | default |
 * |---|---|---|
 * | `huber_delta`, in residual scales; `huber_scale`, `fixed` or `adaptive` | `huber` | 1.345, `fixed` |
 * | `quantile_level` | `quantile` | .5 |
 * | `label_smoothing` | log-loss | 0 |
 * | `focal_gamma` | `focal` | 2 |
 */
export function lossOf(setting: Setting, size: LossSize): Loss {
  return size.task === 'regression' ? lossOfNumbers(setting, size) : lossOfClasses(setting, size.task);
}

function lossOfNumbers(setting: Setting, size: LossSize): Loss {
  const { loss = 'squared' } = setting;
  switch (loss) {
    case 'huber':
      return huberOf(setting, size);
    case 'quantile':
      return { kind: 'quantile', level: number(setting, 'quantile_level', 0.5) };
    case 'squared':
    case 'absolute':
    case 'log_cosh':
      return { kind: loss };
    default:
      throw unknown(loss, lossNames.regression, 'numbers');
  }
}

function huberOf(setting: Setting, { residualScale, epochs }: LossSize): Loss {
  const factor = number(setting, 'huber_delta', 1.345);
  const huber = { kind: 'huber', delta: factor * residualScale } as const;
  if (setting.huber_scale !== 'adaptive' || epochs === undefined) return huber;
  return { ...huber, adaptive: { factor, epochs: Math.max(1, Math.round(adaptingShare * epochs)) } };
}

function lossOfClasses(setting: Setting, task: Task): Loss {
  const { loss = 'log' } = setting;
  if (loss === 'focal') return { kind: 'focal', gamma: number(setting, 'focal_gamma', 2) };
  if (loss !== 'log') throw unknown(loss, lossNames.classes, 'classes');
  const smoothing = number(setting, 'label_smoothing', 0);
  return { kind: task === 'binary' ? 'logistic' : 'softmax', ...(smoothing > 0 && { smoothing }) };
}

const unknown = (loss: unknown, names: readonly string[], what: string) =>
  usageError(
    `loss is "${loss}": for ${what} it may be ${names.join(', ')}.`,
    'Leave it out for the usual one.',
  );

const number = (setting: Setting, name: string, otherwise: number) =>
  typeof setting[name] === 'number' ? setting[name] : otherwise;
