import type { LevelInput } from '../data/encode/encoder.js';
import type { Activation, Normalisation, Plan } from '../network/plan.js';
import type { Setting } from '../space/parameter.js';
import { lossOf } from './loss-setting.js';
import { fadesOf, steppingOf } from './optimiser-setting.js';
import type { ProblemSize, Recipe, TargetScale } from './recipe.js';
import { namedRecipeOf } from './recipe-setting.js';
import { scheduleOf } from './schedule-setting.js';

export type { ProblemSize, Recipe, TargetScale };

/**
 * Turns a setting of the default space into a plan; `batch_size` is held to the rows there are, and an adaptive loss goes by the `epochs`
 * of the whole training.
 */
export function recipeOf(setting: Setting, size: ProblemSize, epochs?: number): Recipe {
  return namedRecipeOf(setting, size) ?? plainRecipeOf(setting, size, epochs);
}

function plainRecipeOf(setting: Setting, size: ProblemSize, epochs?: number): Recipe {
  const layers = number(setting, 'layers', 1);
  const batchSize = Math.min(number(setting, 'batch_size', 32), size.rows);
  const targetScale = (setting.target_scale ?? 'linear') as TargetScale;
  return {
    plan: {
      inputs: size.inputs,
      ...embeddingsOf(size.levelInputs, layers === 0 ? size.outputs : undefined),
      ...piecesOf(number(setting, 'numeric_bins', 0), size),
      outputs: size.outputs,
      hidden: new Array(layers).fill(number(setting, 'neurons', 0)),
      activation: (setting.activation ?? 'relu') as Activation,
      ...hiddenOf(setting, layers),
      loss: lossOf(setting, { task: size.task, residualScale: size.residualScale[targetScale], epochs }),
      ...steppingOf(setting, size.rows, batchSize),
      weightDecay: number(setting, 'weight_decay', 0),
      dropout: layers === 0 ? 0 : number(setting, 'dropout', 0),
      batchSize,
    },
    rate: number(setting, 'learning_rate', 1e-3),
    schedule: scheduleOf(setting),
    ...fadesOf(setting),
    targetScale,
  };
}

/**
 * `normalisation` none (as when it is absent), batch or layer; `residual` 0 (as when it is absent), 1 or 2: the hidden layers that a skip goes
 * around. Without hidden layers, or with too few for a skip, they mean nothing.
 */
function hiddenOf(setting: Setting, layers: number): Pick<Plan, 'normalisation' | 'residual'> {
  const { normalisation = 'none' } = setting;
  const residual = number(setting, 'residual', 0) as 0 | 1 | 2;
  return {
    ...(layers > 0 && normalisation !== 'none' && { normalisation: normalisation as Normalisation }),
    ...(residual > 0 && layers > residual && { residual: residual as 1 | 2 }),
  };
}

/** Numbers that stand for a level (RealMLP, Holzmüller et al. 2024). */
export const embeddingSize = 8;

/**
 * How levels enter a network. In a straight line each has one number for each output, and so the effects that it would have with an input
 * for each level, no fewer and no more.
 */
export function embeddingsOf(levels: readonly LevelInput[], lineOutputs?: number): Pick<Plan, 'embeddings'> {
  if (levels.length === 0) return {};
  return { embeddings: levels.map((level) => ({ ...level, size: lineOutputs ?? embeddingSize })) };
}

function piecesOf(bins: number, { pieces }: ProblemSize): Pick<Plan, 'pieces'> {
  const chosen = pieces[bins] ?? [];
  return chosen.length > 0 ? { pieces: chosen } : {};
}

const number = (setting: Setting, name: string, otherwise: number) =>
  typeof setting[name] === 'number' ? setting[name] : otherwise;
