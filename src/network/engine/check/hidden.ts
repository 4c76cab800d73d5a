import { usageError } from '../../../error.js';
import { canSkip } from '../../count.js';
import type { Plan } from '../../plan.js';

/** Throws unless hidden layers can do what the plan asks of them; `rows` are those of an epoch. */
export function checkHidden(plan: Plan, rows: number) {
  const { hidden, normalisation, residual, batchSize } = plan;
  if (normalisation !== undefined && normalisation !== 'batch' && normalisation !== 'layer')
    throw usageError(`normalisation is ${JSON.stringify(normalisation)}: it must be "batch" or "layer".`);
  if (normalisation === 'batch' && batchSize === 1 && rows > 1)
    throw usageError(
      'batchSize is 1, and a batch of one row has no variance to normalise by.',
      'Give normalisation "batch" at least 2 rows in a batch, or choose "layer".',
    );
  if (residual === undefined) return;
  if (residual !== 1 && residual !== 2) throw usageError(`residual is ${residual}: it must be 1 or 2.`);
  if (!canSkip(plan))
    throw usageError(
      `residual is ${residual}, but no hidden layer of ${hidden.join('-') || 'none'} is as wide as the one ${residual} before it.`,
      `Give at least ${residual + 1} hidden layers of one width, or leave residual out.`,
    );
}
