import type { Activation } from '../network/plan.js';
import { type RealMlpName, realMlp, realMlpNames } from '../network/recipe/realmlp.js';
import type { Setting } from '../space/parameter.js';
import type { ProblemSize, Recipe, TargetScale } from './recipe.js';
import { scheduleOf } from './schedule-setting.js';

/** What the hyperparameter `recipe` may be; a setting without it is `plain`: each hyperparameter for itself. */
export const recipeNames = ['plain', ...realMlpNames] as const;

const isNamed = (name: unknown): name is RealMlpName => (realMlpNames as readonly unknown[]).includes(name);

/**
 * What a setting that names a recipe means: the recipe, but for what the setting says of learning rate, schedule, batch size, weight decay, dropout,
 * activation, and layers with their neurons; undefined for a setting that names none.
 */
export function namedRecipeOf(setting: Setting, size: ProblemSize): Recipe | undefined {
  if (!isNamed(setting.recipe)) return undefined;
  const { plan, rate, schedule, fades } = realMlp(setting.recipe, {
    task: size.task,
    rows: size.rows,
    inputs: size.inputs,
    levels: size.levelInputs,
    numbers: (Object.values(size.pieces)[0] ?? []).map(({ input }) => input),
    outputs: size.outputs,
  });
  const { layers, neurons, activation } = setting;
  const said = (name: string, own: number) => (typeof setting[name] === 'number' ? setting[name] : own);
  return {
    plan: {
      ...plan,
      ...(typeof layers === 'number' && {
        hidden: new Array(layers).fill(typeof neurons === 'number' ? neurons : 256),
      }),
      ...(typeof activation === 'string' && { activation: activation as Activation }),
      weightDecay: said('weight_decay', plan.weightDecay),
      dropout: said('dropout', plan.dropout),
      batchSize: Math.min(said('batch_size', plan.batchSize), size.rows),
    },
    rate: said('learning_rate', rate),
    schedule: setting.schedule === undefined ? schedule : scheduleOf(setting),
    ...(fades && { fades }),
    targetScale: (setting.target_scale ?? 'linear') as TargetScale,
  };
}
