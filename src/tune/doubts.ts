import { count, short } from '../math/numeral.js';
import { sum } from '../math/statistics.js';
import { usualLevel } from '../model/interval/margins.js';
import type { Measure } from '../model/measure.js';
import { scoreName } from '../model/metric-name.js';
import { asCost } from '../study/direction.js';
import { mostEpochs } from './horizon.js';
import type { ReportOptions } from './report-options.js';
import type { TestResult } from './test-part.js';
import { asScore } from './why-chosen.js';

/** What a careful person would not trust, each with its evidence. */
export function doubts(options: ReportOptions): string[] {
  return [
    contradicted(options),
    tilted(options),
    closeCall(options),
    withinNoise(options),
    worseThanValidation(options),
    fewTestRows(options),
    fewRowsRule(options),
    missedIntervals(options),
    shortDefault(options),
    reopened(options),
    fewTrials(options),
    rarelyConfirmed(options),
    ...options.warnings.filter(({ trust }) => trust).map(({ about, text }) => `${about}: ${text}.`),
  ].filter((text) => text !== undefined);
}

/** The tuned network was chosen on validation rows; the test rows may say otherwise. */
function contradicted({ prepared, kind, test }: ReportOptions): string | undefined {
  const { metric, direction, measures } = prepared;
  const [low, high] = test.difference;
  const leastLoss = Math.min(asCost(low, direction), asCost(high, direction));
  if (kind !== 'tuned' || !(leastLoss > 0)) return undefined;
  const [ours, theirs] = [test.tuned[metric]!, test.baselines[test.toughest][metric]!];
  return `The test rows contradict the choice: ${titles[test.toughest]} is better on them (${scoreName(metric, measures[0].targets !== undefined)} ${short(theirs)} against ${short(ours)}; tuned − it, 95 %: ${short(low)} to ${short(high)}), although validation said otherwise.`;
}

/** Classes that count more in training are foretold more often than they occur, unless calibration mended that. */
function tilted({ prepared, test }: ReportOptions): string | undefined {
  const { classWeights, metric } = prepared;
  if (classWeights === 'none' || test.calibration?.calibrated?.bias !== undefined) return undefined;
  const measured = metric === 'log_loss' ? '; log_loss, which measures probabilities, pays for it' : '';
  return `Classes were weighed in training (--class-weights), so probabilities are tilted toward those that count more${measured}.`;
}

const titles = {
  constant: 'the constant',
  linear: 'the straight line',
  default: 'the default network',
} as const;

function closeCall({ choice }: ReportOptions): string | undefined {
  const { tiedWith, winner, differences } = choice;
  if (tiedWith === undefined) return undefined;
  const { mean, error } = differences.get(tiedWith)!;
  return `${tiedWith.name} was ${short(Math.abs(mean))} better than ${winner.name}, but the noise is ${short(error)}: a tie, so the simpler of the two was chosen.`;
}

function withinNoise({ test }: ReportOptions): string | undefined {
  const [low, high] = test.difference;
  if (low > 0 || high < 0) return undefined;
  return `The difference from ${titles[test.toughest]} lies within the noise of ${count(test.tuned.rows, 'test row')} (95 %: ${short(low)} to ${short(high)}).`;
}

/** A test score this much worse than validation's, relative to it, says that validation was lucky or the parts differ. */
const striking = 0.15;

function worseThanValidation({ prepared, confirmed, choice, test }: ReportOptions): string | undefined {
  const own = confirmed.filter((each) => each.candidate === choice.winner);
  const validation = asCost(sum(own.map((each) => each.value)) / own.length, prepared.direction);
  const [low, high] = test.tuned.interval;
  const best = Math.min(asCost(low, prepared.direction), asCost(high, prepared.direction));
  if (best <= validation + striking * Math.abs(validation)) return undefined;
  const said = asScore(validation, prepared.direction);
  return `Validation said ${short(said)}, the test rows say ${short(test.tuned[prepared.metric]!)}: the two parts may differ.`;
}

function fewTestRows({ test }: ReportOptions): string | undefined {
  if (test.tuned.rows >= 200) return undefined;
  return `Only ${test.tuned.rows} rows were left to test on; another split could give quite another score.`;
}

/** The share of the squared error in its worst hundredth; normal errors have about 7 % there. */
function fewRowsRule({ prepared, test }: ReportOptions): string | undefined {
  if (prepared.task !== 'regression' || prepared.metric === 'mae' || test.tuned.rows < 200) return undefined;
  const squares = squaredErrors(prepared.measures, test).sort();
  const worst = squares.slice(Math.floor(0.99 * squares.length));
  const share = sum(worst) / sum(squares);
  if (share < 0.3) return undefined;
  return `${worst.length} of ${count(squares.length, 'test row')} (1 %) make up ${Math.round(100 * share)} % of the squared error; look at them, or measure with --metric mae.`;
}

/** Of each row; several targets are counted in their scales and added. */
function squaredErrors(measures: readonly Measure[], { truth, predictions }: TestResult): Float64Array {
  const { columns, targets = [] } = measures.find(({ metric }) => metric === 'rmse')!;
  const squares = new Float64Array(truth.length / columns);
  truth.forEach((y, i) => {
    const error = (y - predictions[i]!) / (targets[i % columns]?.scale ?? 1);
    squares[Math.floor(i / columns)]! += error * error;
  });
  return squares;
}

/** Standard errors of a share of the test rows: beyond these the promise does not hold on them. */
const farOff = 3;

function missedIntervals({ test }: ReportOptions): string | undefined {
  const usual = (test.intervals ?? []).filter(({ level }) => level === usualLevel);
  const missed = usual.find(
    ({ held, rows, level, share = held / rows, worth = rows }) =>
      share < level - farOff * Math.sqrt((level * (1 - level)) / worth),
  );
  if (missed === undefined) return undefined;
  const { held, rows, target, share = held / rows } = missed;
  return `The 90 % intervals${target === undefined ? '' : ` of ${target}`} held only ${short(100 * share)} % of the test rows, fewer than chance explains: these rows differ from those that were learnt from.`;
}

/** A default that was cut short is easily beaten. */
function shortDefault({ confirmed, prepared }: ReportOptions): string | undefined {
  const most = mostEpochs(prepared.problem.rows);
  const own = confirmed.filter(({ candidate }) => candidate.kind === 'default');
  const horizon = own[0]?.candidate.horizon ?? most;
  const atEnd = own.some(({ epochs }) => epochs > 0.95 * horizon);
  if (horizon >= most || !atEnd) return undefined;
  return `There was time for ${horizon} epochs of the default network only, and it was still improving: with a longer --budget it would come closer.`;
}

function reopened({ openings }: ReportOptions): string | undefined {
  if (openings < 2) return undefined;
  return `The test part was opened ${openings} times in this study: the more often, the less its score is news.`;
}

function fewTrials({ trials }: ReportOptions): string | undefined {
  const complete = trials.filter((trial) => trial.state === 'complete').length;
  if (complete >= 5) return undefined;
  return `Only ${complete === 1 ? 'one trial' : `${complete} trials`} came to ${complete === 1 ? 'its' : 'their'} end; a longer --budget would find more.`;
}

function rarelyConfirmed({ confirmed }: ReportOptions): string | undefined {
  const rounds = new Set(confirmed.map((each) => each.round));
  if (rounds.size > 1) return undefined;
  return rounds.has(0)
    ? 'There was no time to train the best setting again: its score may be luck.'
    : 'The best settings were trained again only once: which of them is best may be luck.';
}
