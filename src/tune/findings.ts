import { formatNumber, formatValue } from '../space/format.js';
import { isBetter } from '../study/direction.js';
import { rankedTrials } from '../study/history.js';
import type { Direction, Trial } from '../study/trial.js';

/** Sentences that the trials bear out; shown when the search is over. */
export function findings(trials: readonly Trial[], direction: Direction): string[] {
  return [
    divergence(trials),
    contest(trials, direction, 'target_scale', 'log', 'the logarithm of the target'),
  ].filter((text) => text !== undefined);
}

/** Above which rate trainings blew up, when at least three did and all of them lie above most that did not. */
function divergence(trials: readonly Trial[]): string | undefined {
  const rate = (trial: Trial) => Number(trial.setting.learning_rate);
  const blown = trials.filter((trial) => trial.state === 'diverged').map(rate);
  if (blown.length < 3) return undefined;
  const lowest = Math.min(...blown);
  const above = trials.filter((trial) => trial.state !== 'running' && rate(trial) >= lowest).length;
  return `at learning rates from ${formatNumber(lowest, 2)} up, ${blown.length} of ${above} trainings blew up`;
}

/** Which of two ways won among the trials that went to their end, at least two of each. */
function contest(
  trials: readonly Trial[],
  direction: Direction,
  name: string,
  value: string,
  words: string,
): string | undefined {
  const ranked = rankedTrials(trials, direction);
  const having = ranked.filter((trial) => trial.setting[name] === value);
  const others = ranked.filter((trial) => name in trial.setting && trial.setting[name] !== value);
  if (having.length < 2 || others.length < 2) return undefined;
  const [own, other] = [having[0]!.value, others[0]!.value];
  const verb = isBetter(own, other, direction) ? 'helps' : 'does not help';
  return `${words} ${verb}: best ${formatValue(own)} with it, ${formatValue(other)} without`;
}
