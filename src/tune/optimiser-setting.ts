import type { Fades } from '../network/course.js';
import { type Averaging, type Optimiser, type Plan, stepsPerEpoch } from '../network/plan.js';
import type { Setting, Space } from '../space/parameter.js';

type Names = 'adamw' | 'adam' | 'rmsprop' | 'gradient_descent' | 'momentum' | 'nesterov';

const numberIn = (setting: Setting, name: string, otherwise: number) =>
  typeof setting[name] === 'number' ? setting[name] : otherwise;

/** What the names of the hyperparameter `optimiser` stand for. */
const named: Readonly<Record<Names, (setting: Setting) => Optimiser>> = {
  adamw: adam,
  adam,
  rmsprop: (setting) => ({
    kind: 'rmsprop',
    beta: numberIn(setting, 'beta2', 0.99),
    epsilon: 1e-8,
    momentum: numberIn(setting, 'momentum', 0),
  }),
  gradient_descent: () => ({ kind: 'sgd', momentum: 0 }),
  momentum: (setting) => ({ kind: 'sgd', momentum: numberIn(setting, 'momentum', 0.9) }),
  nesterov: (setting) => ({ kind: 'sgd', momentum: numberIn(setting, 'momentum', 0.9), nesterov: true }),
};

function adam(setting: Setting): Optimiser {
  const [beta1, beta2] = [numberIn(setting, 'momentum', 0.9), numberIn(setting, 'beta2', 0.999)];
  return { kind: 'adam', beta1, beta2, epsilon: 1e-8 };
}

export const optimiserNames = Object.keys(named) as readonly Names[];

const averagings = ['none', 'exponential', 'uniform'] as const;

/** How weight decay and dropout go over a training: as they are, or as RealMLP's. */
const fading = ['constant', 'flat_cosine'] as const;

/** What a setting may say of how gradients become steps, beside what the default space holds. */
export const steppingSpace: Space = {
  optimiser: { kind: 'categorical', choices: optimiserNames },
  momentum: { kind: 'float', low: 0.01, high: 0.9999, log: false },
  beta2: { kind: 'float', low: 0.5, high: 0.9999, log: false },
  clip: { kind: 'float', low: 1e-6, high: 1e6, log: true },
  averaging: { kind: 'categorical', choices: averagings },
  averaging_epochs: { kind: 'float', low: 0.01, high: 1000, log: true },
  averaging_start: { kind: 'float', low: 0, high: 0.99, log: false },
  weight_decay_schedule: { kind: 'categorical', choices: fading },
  dropout_schedule: { kind: 'categorical', choices: fading },
};

/**
 * The part of a plan that turns gradients into steps; a setting without any of it means AdamW.
 *
 * | hyperparameter | means | default |
 * |---|---|---|
 * | `optimiser` | `adam` differs from `adamw` by its weight decay alone, which is coupled | `adamw` |
 * | `momentum` | of Adam: β1 | .9; RMSProp: 0 |
 * | `beta2` | how long squares of gradients are remembered (Adam, RMSProp) | .999; RMSProp: .99 |
 * | `clip` | the norm that gradients are shortened to | as they are |
 * | `averaging_epochs` | how many epochs an `exponential` average reaches back: its decay in a step is 1 − 1 / steps of these | 1 |
 * | `averaging_start` | the share of the training from which a `uniform` average is taken | .75 |
 */
export function steppingOf(
  setting: Setting,
  rows: number,
  batchSize: number,
): Pick<Plan, 'optimiser' | 'decay' | 'clip' | 'averaging'> {
  const averaging = averagingOf(setting, stepsPerEpoch(rows, batchSize));
  return {
    optimiser: named[(setting.optimiser ?? 'adamw') as Names](setting),
    ...(setting.optimiser === 'adam' && { decay: 'coupled' }),
    ...(typeof setting.clip === 'number' && { clip: { kind: 'norm', most: setting.clip } }),
    ...(averaging && { averaging }),
  };
}

function averagingOf(setting: Setting, steps: number): Averaging | undefined {
  switch (setting.averaging as (typeof averagings)[number] | undefined) {
    case 'exponential': {
      const reach = Math.max(1, numberIn(setting, 'averaging_epochs', 1) * steps);
      return { kind: 'exponential', decay: 1 - 1 / reach };
    }
    case 'uniform':
      return { kind: 'uniform', from: numberIn(setting, 'averaging_start', 0.75) };
    default:
      return undefined;
  }
}

/** The schedules of `weight_decay_schedule` and `dropout_schedule`, where they are not constant. */
export function fadesOf(setting: Setting): { readonly fades?: Fades } {
  const of = (name: string, key: keyof Fades): Fades =>
    setting[name] === 'flat_cosine' ? { [key]: { kind: 'flat_cosine' } } : {};
  const fades = { ...of('weight_decay_schedule', 'weightDecay'), ...of('dropout_schedule', 'dropout') };
  return Object.keys(fades).length > 0 ? { fades } : {};
}
