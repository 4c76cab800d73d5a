import { type MetricName, scoreName } from '../model/metric-name.js';
import { isBetter } from '../study/direction.js';
import type { FinishedEvent } from '../tune/event.js';
import {
  against,
  baselineTitle,
  relativeSentence,
  scoreSentence,
  scoreText,
  sureness,
  theBaseline,
} from './metric.js';
import { apart, count, duration, range } from './number.js';

/** How a run ended, in a sentence or two. */
export function endingWords({ seconds, trials, interrupted, reason }: FinishedEvent): string {
  const all = trials.complete + trials.stopped + trials.diverged + trials.failed;
  const parts = [
    trials.stopped ? `${trials.stopped} stopped early` : '',
    trials.diverged ? `${trials.diverged} diverged` : '',
    trials.failed ? `${trials.failed} failed` : '',
  ].filter(Boolean);
  const why = interrupted
    ? ' Interrupted: this is what was found until then.'
    : reason
      ? ` Ended early: ${reason}.`
      : '';
  return `Done in ${duration(seconds)}: ${count(all, 'trial')}${parts.length ? ` (${parts.join(', ')})` : ''}.${why}`;
}

/** The answer: a sentence that says it, and one that says against what. */
export const answerWords = (event: FinishedEvent, target: string): string[] =>
  event.beaten ? success(event, target) : honestFailure(event);

function success(event: FinishedEvent, target: string): string[] {
  const { metric, test, report } = event;
  const score = test[metric] ?? report.comparison.tunedScore;
  const interval = range(test.interval);
  if (test.targets === undefined)
    return [scoreSentence(metric, scoreText(metric, score), interval, target), compared(event)];
  const count = Object.keys(test.targets).length;
  return [
    relativeSentence(metric, score, interval, count),
    compared(event),
    eachTarget(metric, test.targets),
  ];
}

/** What each of several targets scores, in its own units. */
export function eachTarget(
  metric: MetricName,
  targets: NonNullable<FinishedEvent['test']['targets']>,
): string {
  const said = Object.entries(targets).map(
    ([name, scores]) =>
      `${name} ${scoreText(metric, scores[metric]!)} (${sureness}: ${range(scores.interval)})`,
  );
  return `By target, ${metric}: ${said.join(', ')}.`;
}

/** Against the best baseline; an interval that holds zero is a tie. */
function compared({ report, metric, direction, test }: FinishedEvent): string {
  const { baseline, baselineScore, tunedScore, difference } = report.comparison;
  const [, theirs] = apart(tunedScore, baselineScore);
  const title = `${baselineTitle[baseline]} (${theirs})`;
  const where = `on ${count(test.rows, 'row')} it never saw`;
  const [low, high] = difference;
  if (low <= 0 && high >= 0) {
    return `No real difference from ${title} ${where}: within the noise (95 %: ${range(difference, true)}), call it a tie.`;
  }
  const sizes = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number];
  const side = high < 0 ? 'lower' : 'higher';
  const gain = capital(against(direction, tunedScore, baselineScore, title));
  return `${gain}, ${where}; the difference is real (${nameOf(metric, test)} ${range(sizes)} ${side}, 95 %).`;
}

/** What was saved, and how far the best tuned network was from it on the test rows. */
function honestFailure(event: FinishedEvent): string[] {
  const { report, winner, test } = event;
  const metric = nameOf(event.metric, test);
  const { baseline, baselineScore, tunedScore } = report.comparison;
  const saved = theBaseline[winner === 'tuned' ? baseline : winner];
  const [theirs, ours] = apart(baselineScore, tunedScore);
  const kept = `${capital(saved)} is what was saved as the model.`;
  if (!event.best)
    return [`No trial came to its end, so nothing could beat ${saved} (${metric} ${theirs}).`, kept];
  if (!Number.isFinite(tunedScore)) return [`Nothing beat ${saved} (${metric} ${theirs}).`, kept];
  const scores = `${metric} ${theirs}; the best tuned network ${ours}`;
  if (!isBetter(tunedScore, baselineScore, event.direction))
    return [`Nothing beat ${saved} (${scores}).`, kept];
  return [`Nothing beat ${saved} on the validation rows, which decide (on the test rows: ${scores}).`, kept];
}

const nameOf = (metric: MetricName, { targets }: FinishedEvent['test']) =>
  scoreName(metric, targets !== undefined);

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
