import { short } from '../math/numeral.js';
import { formatValue } from '../space/format.js';
import type { Parameter, Value } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import type { ScoredTrial } from '../study/history.js';
import type { Direction } from '../study/trial.js';

/** The trials that have a hyperparameter, each with how much more it cost than the one that counts as best. */
export interface Alternatives {
  readonly trials: readonly { readonly value: Value; readonly extra: number }[];
  readonly direction: Direction;
}

export function alternativesOf(
  name: string,
  scored: readonly ScoredTrial[],
  own: ScoredTrial | undefined,
  direction: Direction,
): Alternatives {
  const ownCost = asCost(own?.value, direction);
  const trials = scored
    .filter((trial) => trial.setting[name] !== undefined)
    .map((trial) => ({ value: trial.setting[name]!, extra: asCost(trial.value, direction) - ownCost }));
  return { trials, direction };
}

/** The score that a cost stands for. */
export const asScore = (cost: number, direction: Direction) => (direction === 'minimize' ? cost : -cost);

/** What the best trial with another value lost against the chosen one, and whether the value lies at the end of its range. */
export function whyChosen(
  parameter: Parameter,
  chosen: Value,
  fine: readonly Value[],
  alternatives: Alternatives,
): string {
  if (parameter.kind === 'categorical') return whyChoice(parameter.choices, chosen, fine, alternatives);
  const numbers = [...fine, chosen].map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const sides = [
    best('below', (value) => Number(value) < low, alternatives, false),
    best('above', (value) => Number(value) > high, alternatives, false),
  ].filter((text) => text !== undefined);
  const said = [edge(parameter, Number(chosen)), sides.length > 0 ? sides.join(', ') : undefined];
  const others = alternatives.trials.some(({ value }) => value !== chosen);
  return (
    said.filter((text) => text !== undefined).join('; ') ||
    (others ? 'all alike' : 'no other trial to compare with')
  );
}

function whyChoice(
  choices: readonly Value[],
  chosen: Value,
  fine: readonly Value[],
  alternatives: Alternatives,
): string {
  const said = choices
    .filter((choice) => choice !== chosen)
    .map((choice) =>
      best(formatValue(choice), (value) => value === choice, alternatives, fine.includes(choice)),
    )
    .filter((text) => text !== undefined);
  return said.length > 0 ? said.join(', ') : 'trials with another choice fell behind and were stopped';
}

/**
 * `relu: best of 9 +0.339 (worse)`: the difference in the metric's own direction. The trials differ in other hyperparameters too, so one
 * of them says nothing, and what is within the noise is as good.
 */
function best(
  words: string,
  has: (value: Value) => boolean,
  { trials, direction }: Alternatives,
  isFine: boolean,
): string | undefined {
  const extras = trials.filter(({ value }) => has(value)).map((trial) => trial.extra);
  if (extras.length === 0) return undefined;
  if (extras.length === 1 && !isFine) return `${words}: one trial, too few to say`;
  const extra = Math.min(...extras);
  const side = isFine ? 'as good' : extra > 0 ? 'worse' : 'no better when trained again';
  return `${words}: best of ${extras.length} ${signed(asScore(extra, direction))} (${side})`;
}

const signed = (difference: number) => `${difference < 0 ? '−' : '+'}${short(Math.abs(difference))}`;

function edge(parameter: Exclude<Parameter, { kind: 'categorical' }>, chosen: number): string | undefined {
  const [first, last] =
    parameter.kind === 'ordinal'
      ? [parameter.values[0]!, parameter.values.at(-1)!]
      : [parameter.low, parameter.high];
  if (chosen <= first) return 'the lowest allowed';
  return chosen >= last ? 'the highest allowed' : undefined;
}
