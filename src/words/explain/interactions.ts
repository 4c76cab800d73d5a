import type { Pulls } from '../../insight/interaction/pulls.js';
import type { Ridge } from '../../insight/interaction/ridge.js';
import type { Interaction } from '../../insight/interaction.js';
import { exp } from '../../math/elementary.js';
import { formatValue } from '../../space/format.js';
import type { Direction } from '../../study/trial.js';
import { count, percent, signed, times } from '../number.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';

/** How hyperparameters pull on each other: only pairs of which the evidence carries it; one line where it carries none. */
export function interactionSection({
  record,
  explanation: { interactions, direction, metric = 'the score' },
}: Explained): Section | undefined {
  const { pairs, trials, silence, directions } = interactions;
  if (trials === 0 || (silence === undefined && directions.length < 2)) return undefined;
  const claimed = pairs.filter((pair) => pair.claimed);
  const scene = { pulls: interactions, direction, metric };
  return {
    name: 'interactions',
    title: titleOf(claimed, scene),
    claims: [...claimed.map((pair) => claimOf(pair, scene)), ...openClaims(interactions, claimed)],
    ...(claimed.length > 0 && {
      basis: `From ${count(trials, 'trial')}; all other hyperparameters anywhere in the space.${checkWords(claimed[0]!, record)}`,
    }),
    figures: interactions,
  };
}

interface Scene {
  readonly pulls: Pulls;
  readonly direction: Direction;
  readonly metric: string;
}

function titleOf([first]: readonly Interaction[], { pulls: { silence } }: Scene): string {
  if (silence !== undefined) return 'How hyperparameters pull on each other cannot be told yet';
  if (first === undefined) return 'Whether any two hyperparameters pull on each other is not clear';
  return pullWords(first);
}

/** A claimed pair in a sentence. */
export const pullWords = (pair: Interaction): string =>
  pair.ridge ? ridgeWords(pair, pair.ridge) : `How much ${pair.y} matters depends on ${pair.x}`;

/** `A batch_size of 512 needs about four times the learning_rate of 32`. */
function ridgeWords({ x: along, y: best }: Pick<Interaction, 'x' | 'y'>, { x, y, factor }: Ridge): string {
  const [low, high] = x.map(formatValue);
  const ends = `${formatValue(y[0])} → ${formatValue(y[1])}`;
  if (factor === undefined || roundly(factor) === undefined)
    return `The best ${best} moves with ${along}: ${ends} from ${along} ${low} to ${high}`;
  return factor > 1
    ? `${along} ${high} needs about ${roundly(factor)} the ${best} of ${along} ${low}`
    : `${along} ${low} needs about ${roundly(1 / factor)} the ${best} of ${along} ${high}`;
}

const names = ['', '', 'twice', 'three times', 'four times', 'five times', 'six times'] as const;

/** A factor as roughly as it is known: `1.4 times`, `twice`, `four times`, `30 times`; undefined where it is next to none. */
function roundly(factor: number): string | undefined {
  if (factor < 1.15) return undefined;
  if (factor < 1.75) return `${times(factor)} times`;
  return names[Math.round(factor)] ?? `${Number(factor.toPrecision(factor < 10 ? 1 : 2))} times`;
}

function claimOf(pair: Interaction, scene: Scene): Claim {
  const { x, y, xs, ys, ridge } = pair;
  const [low, high] = xs.map(formatValue);
  const [from, to] = ys.map(formatValue);
  const changes = `raising ${y} from ${from} to ${to} changes ${scene.metric} by ${effectWords(pair.atLow.effect, scene)} at ${x} ${low}, by ${effectWords(pair.atHigh.effect, scene)} at ${high}`;
  const best = ridge ? `${ridgeWords(pair, ridge)}${factorRange(ridge)}: ` : '';
  return { text: `${best}${changes}.`, grade: 'believed', trials: scene.pulls.trials };
}

/** ` (2.1 to 6 times, 90 %)`, as a factor above one. */
function factorRange({ factors, factor = 1 }: Ridge): string {
  if (factors === undefined || roundly(Math.max(factor, 1 / factor)) === undefined) return '';
  const [low, high] = factor > 1 ? factors : [1 / factors[1], 1 / factors[0]];
  return ` (90 %: ${times(low)} to ${times(high)} times)`;
}

/** A change of the score: in its units, or as a share of it where the belief is on logs. */
function effectWords(effect: number, { pulls, direction }: Scene): string {
  if (!pulls.isLog) return signed(direction === 'minimize' ? effect : -effect);
  const share = exp(effect) - 1;
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}

/** What is not sure, in one line. */
function openClaims({ silence, pairs, trials }: Pulls, claimed: readonly Interaction[]): Claim[] {
  const unknown = (text: string): Claim[] => [{ text, grade: 'unknown', trials }];
  if (silence !== undefined) return unknown(`A model of them says nothing: ${silence}.`);
  const open = pairs.length - claimed.length;
  if (open === 0) return [];
  if (claimed.length > 0)
    return unknown(
      open === 1
        ? 'Whether the other pair does is not sure.'
        : `Whether any of the other ${open} pairs does is not sure.`,
    );
  return unknown(
    `Of ${count(open, 'pair')} none does for sure with ${count(trials, 'trial')}; weak pulls take more trials to see.`,
  );
}

/** How to have it trained, for a study whose data are known. */
function checkWords({ x, y, xs, ridge }: Interaction, { name, facts }: Explained['record']): string {
  if (facts.data === undefined) return '';
  const way = (ridge?.shift ?? 1) < 0 ? '--lower' : '--raise';
  return ` Training tells: sweetspot what-if ${name} "${x}=${formatValue(xs[1])}" ${way} ${y}`;
}
