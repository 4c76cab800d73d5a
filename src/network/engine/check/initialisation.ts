import { usageError } from '../../../error.js';
import type { Initialisation, Plan } from '../../plan.js';

const kinds: readonly Initialisation['weights'][] = ['he', 'glorot', 'lecun', 'orthogonal', 'data'];

/** Throws unless the network can begin as its initialisation says. */
export function checkInitialisation({ initialisation, normalisation, residual }: Plan) {
  if (initialisation === undefined) return;
  const { weights, draw, biases } = initialisation;
  if (!kinds.includes(weights))
    throw usageError(`initialisation "${weights}" is not known.`, `Choose one of: ${kinds.join(', ')}.`);
  const byData = weights === 'data' || biases === 'he+5';
  if (byData && (normalisation !== undefined || residual !== undefined))
    throw usageError(
      `initialisation by data knows no ${normalisation ? 'normalisation' : 'skips'}.`,
      'Choose weights "he" and no biases "he+5", or leave these out of the network.',
    );
  if (weights === 'orthogonal' && draw !== undefined)
    throw usageError(
      `orthogonal weights are not ${draw}: they are drawn in one way only.`,
      'Leave draw out.',
    );
}
