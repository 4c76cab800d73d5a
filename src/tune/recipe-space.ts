import { type RealMlpProblem, realMlp } from '../network/recipe/realmlp.js';
import type { Parameter, Setting, Space } from '../space/parameter.js';

// RealMLP-TD among what is searched (`--recipes`): what its setting holds, a search may move as that of any other; what it has beside (waves,
// learned scale, NTK, its loss) comes with the name.

type Sizes = Pick<RealMlpProblem, 'task' | 'rows' | 'inputs' | 'outputs'>;

/** The hyperparameters that a setting with the recipe holds, at the recipe's own values. */
export function recipeSetting(problem: Sizes, base: Setting): Setting {
  const { plan, rate } = realMlp('realmlp-td', { ...problem, levels: [], numbers: [] });
  const { numeric_bins: _, loss: __, ...shared } = base;
  return {
    ...shared,
    recipe: 'realmlp-td',
    batch_size: plan.batchSize,
    learning_rate: rate,
    layers: plan.hidden.length,
    neurons: plan.hidden[0]!,
    activation: plan.activation,
    weight_decay: plan.weightDecay,
    dropout: plan.dropout,
  };
}

/** The space with the recipe beside plain networks; what only these have depends on it. */
export function withRecipe(space: Space, problem: Sizes): Space {
  const { activation, numeric_bins: bins, loss } = space;
  const { plan } = realMlp('realmlp-td', { ...problem, levels: [], numbers: [] });
  return {
    recipe: {
      kind: 'categorical',
      choices: ['plain', 'realmlp-td'],
      prior: { centre: 'plain', confidence: 0.75 },
    },
    ...space,
    ...(activation?.kind === 'categorical' && {
      activation: { ...activation, choices: [...activation.choices, plan.activation] },
    }),
    ...(bins && { numeric_bins: plainOnly(bins) }),
    ...(loss && { loss: plainOnly(loss) }),
  };
}

const plainOnly = (parameter: Parameter): Parameter => ({
  ...parameter,
  when: { parameter: 'recipe', values: ['plain'] },
});
