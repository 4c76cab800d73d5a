import { short } from '../math/numeral.js';
import { formatNumber } from '../space/format.js';
import { rankedTrials } from '../study/history.js';
import type { Direction, Trial } from '../study/trial.js';

/** Sentences that the trials bear out; shown when the search is over. */
export function findings(trials: readonly Trial[], direction: Direction): string[] {
  return [
    divergence(trials),
    contest(trials, direction, 'target_scale', 'log', 'the logarithm of the target'),
  ].filter((text) => text !== undefined);
}

/** From which rate up at least half of the trainings blew up, and at least three; and how many did below it. */
function divergence(trials: readonly Trial[]): string | undefined {
  const ended = trials
    .filter(({ state }) => state === 'complete' || state === 'stopped' || state === 'diverged')
    .map(({ state, setting }) => ({ rate: Number(setting.learning_rate), blewUp: state === 'diverged' }));
  const rates = ended.filter(({ blewUp }) => blewUp).map(({ rate }) => rate);
  const counts = (some: typeof ended) => ({ all: some.length, blown: some.filter(isBlown).length });
  for (const from of rates.sort((a, b) => a - b)) {
    const above = counts(ended.filter(({ rate }) => rate >= from));
    if (above.blown < 3 || above.blown < above.all / 2) continue;
    const below = counts(ended.filter(({ rate }) => rate < from));
    const rest = below.all > 0 ? `, below that ${below.blown} of ${below.all}` : '';
    return `at learning rates from ${formatNumber(from, 2)} up, ${above.blown} of ${above.all} trainings blew up${rest}`;
  }
  return undefined;
}

const isBlown = ({ blewUp }: { readonly blewUp: boolean }) => blewUp;

/** The best that was seen with and without something, at least two trials of each, when they differ by more than 1 %. */
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
  if (Math.abs(own - other) <= 0.01 * Math.max(Math.abs(own), Math.abs(other))) return undefined;
  return `best seen with ${words} ${short(own)}, without ${short(other)}`;
}
