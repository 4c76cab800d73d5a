import type { Loss, Plan } from '../plan.js';
import type { TrainingRecipe } from './recipe.js';

// RealMLP (Holzmüller, Grinsztajn and Steinwart 2024, "Better by default", arXiv:2407.04491) with its tuned defaults, TD, and the
// simplified ones, TD-S: as the authors' code has them, github.com/dholzmueller/pytabkit at 33cbf23. realmlp.test.ts names the place of each number.

export const realMlpNames = ['realmlp-td-s', 'realmlp-td'] as const;
export type RealMlpName = (typeof realMlpNames)[number];

/** What the table has. */
export interface RealMlpProblem {
  readonly task: 'regression' | 'binary' | 'multiclass';
  readonly rows: number;
  /** Numbers in an encoded row. */
  readonly inputs: number;
  /** Inputs that hold the place of a level: categories with more levels than are seen one by one. */
  readonly levels: readonly { readonly input: number; readonly levels: number }[];
  /** Inputs that are columns of numbers, ascending: not the ones of a category seen level by level. */
  readonly numbers: readonly number[];
  /** Numbers to predict, or one logit for two classes and one for each of more. */
  readonly outputs: number;
}

/**
 * The network and training of one of the recipes; weight decay and dropout of TD fall along `flat_cosine`.
 *
 * Two classes have one logit here, and two of opposite sign there: the last layer steps twice as far and decays half as much, which is the same
 * training (of the difference). Squared errors are halved and summed here and averaged there: ε is that of the same step.
 */
export function realMlp(name: RealMlpName, problem: RealMlpProblem): TrainingRecipe {
  const { task, rows, inputs, outputs } = problem;
  const tuned = name === 'realmlp-td';
  const numbers = task === 'regression';
  const one = task === 'binary';
  return {
    plan: {
      inputs,
      ...embeddingsOf(problem),
      ...(tuned && wavesOf(problem)),
      inputScale: true,
      hidden: [256, 256, 256],
      outputs,
      activation: numbers ? 'mish' : 'selu',
      ...(tuned && { activationMix: true }),
      loss: lossOf(task),
      optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.95, epsilon: numbers ? 1e-8 * (outputs / 2) : 1e-8 },
      weightDecay: tuned ? 0.02 : 0,
      rateFactors: { biases: 0.1, inputScale: 6, periodic: 0.1, mix: 0.1, ...(one && { last: 2 }) },
      // There decay is multiplied by a group's rate factor twice, here once.
      ...(tuned && { decayFactors: { inputScale: 6, periodic: 0.1, mix: 0.1, ...(one && { last: 0.5 }) } }),
      parametrisation: 'ntk',
      initialisation: tuned
        ? { weights: 'data', biases: 'he+5', embeddings: 'normal' }
        : { weights: 'lecun', draw: 'normal', biases: 'normal', embeddings: 'normal', zeroReadout: true },
      dropout: tuned ? 0.15 : 0,
      batchSize: Math.min(256, rows),
    },
    rate: numbers ? (tuned ? 0.2 : 0.07) : 0.04,
    schedule: { kind: 'cycles' },
    ...(tuned && { fades: { weightDecay: { kind: 'flat_cosine' }, dropout: { kind: 'flat_cosine' } } }),
    epochs: 256,
  };
}

const embeddingsOf = ({ levels }: RealMlpProblem): Pick<Plan, 'embeddings'> =>
  levels.length === 0 ? {} : { embeddings: levels.map((level) => ({ ...level, size: 8 })) };

/** PBLD: the three numbers that a column's layer makes of 16 waves, beside the column itself. */
const wavesOf = ({ numbers }: RealMlpProblem): Pick<Plan, 'periodic'> =>
  numbers.length === 0
    ? {}
    : { periodic: { inputs: numbers, waves: 'phased', frequencies: 16, sigma: 0.1, size: 3 } };

function lossOf(task: RealMlpProblem['task']): Loss {
  if (task === 'regression') return { kind: 'squared' };
  return { kind: task === 'binary' ? 'logistic' : 'softmax', smoothing: 0.1 };
}
