import { usageError } from '../../error.js';
import { type Adaptive, adaptive } from './adaptive.js';
import { type GeneralisationLoss, generalisationLossRule } from './generalisation-loss.js';
import { type Increases, increases } from './increases.js';
import { type Never, never } from './never.js';
import { type Patience, patience } from './patience.js';
import { type Quotient, quotient } from './quotient.js';
import type { History, StoppingRule } from './rule.js';

/** When a training is over before its last epoch; plain data. The weights of the best score are kept under every rule. */
export type Stopping = Adaptive | Patience | GeneralisationLoss | Quotient | Increases | Never;

/** What holds where nothing else is asked for. */
export const usualStopping: Stopping = { kind: 'adaptive' };

const rules: { readonly [K in Stopping['kind']]: StoppingRule<Extract<Stopping, { kind: K }>> } = {
  adaptive,
  patience,
  generalisation_loss: generalisationLossRule,
  quotient,
  increases,
  never,
};

export const stoppingKinds = Object.keys(rules) as readonly Stopping['kind'][];

function ruleOf({ kind }: Stopping): StoppingRule<Stopping> {
  const rule = Object.hasOwn(rules, kind) ? rules[kind] : undefined;
  if (rule === undefined)
    throw usageError(`stopping rule "${kind}" is not known.`, `Choose one of: ${stoppingKinds.join(', ')}.`);
  return rule as StoppingRule<Stopping>;
}

/** Throws where a parameter is out of its range. */
export const checkStopping = (stopping: Stopping) => ruleOf(stopping).check(stopping);

export const isOver = (stopping: Stopping, history: History) => ruleOf(stopping).isOver(stopping, history);
