import {
  type EpochsUnknown,
  type MoreEpochs,
  moreEpochs,
  whyNoEpochs,
} from '../../insight/epochs/more-epochs.js';
import { lastReport } from '../../study/outcome.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { bestOfStudy } from '../../tune/best-of-study.js';
import type { FinishedEvent } from '../../tune/event.js';
import { count, digits, duration, percent, range } from '../number.js';
import { usualStorage, word } from '../shell.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';

/** Would the best trial get better with more epochs? Nothing for a study whose trials have no curves. */
export const epochSection = (study: Explained): Section | undefined =>
  sectionOf(study, undefined, 'The best trial, #');

/** The same of one trial; where nothing can be foretold of it, why, and what would tell. */
export const trialEpochSection = (study: Explained, trial: number): Section | undefined =>
  sectionOf(study, trial, 'Trial #');

function sectionOf(
  { record, explanation }: Explained,
  trial: number | undefined,
  called: string,
): Section | undefined {
  const { metric = 'score', interactions } = explanation;
  const options = { trial, noise: interactions.noise };
  const more = moreEpochs(record, options);
  if (more === undefined) return unknownSection(record, trial, whyNoEpochs(record, options)!);
  return {
    name: 'epochs',
    title: titles[more.verdict],
    claims: [
      measured(more, metric, called),
      believed(more, metric),
      ...trust(more),
      ...settling(record, record.trials[more.trial], more.epochs),
    ],
    basis:
      'A schedule that falls to its end cannot simply be continued: twice the epochs mean the same schedule, twice as long, from the beginning.',
    figures: more,
  };
}

const titles: Record<MoreEpochs['verdict'], string> = {
  better: 'Twice the epochs would likely be better',
  'no real difference': 'More epochs would hardly help',
  'cannot tell': 'Whether more epochs would help cannot be told from the curves',
};

const measured = (
  { trial, epochs, bestEpoch, score }: MoreEpochs,
  metric: string,
  called: string,
): Claim => ({
  text:
    bestEpoch === epochs
      ? `${called}${trial}, was best at its end, after ${count(epochs, 'epoch')}: ${metric} ${digits(score)}.`
      : `${called}${trial}, was best after ${bestEpoch} of its ${count(epochs, 'epoch')}: ${metric} ${digits(score)}.`,
  grade: 'measured',
  trials: [trial],
});

const believed = (
  { grade, twice, score, chance, margin, learntFrom }: MoreEpochs,
  metric: string,
): Claim => ({
  text: `With ${twice.epochs} epochs it would come to ${metric} ${digits(twice.score)} (90 %: ${range(twice.interval)}) instead of ${digits(score)}; the chance of more than ${digits(margin)} of improvement is ${percent(chance)}.`,
  grade,
  trials: learntFrom,
});

/** How far such forecasts have held in this study. */
function trust({ foretold }: MoreEpochs): Claim[] {
  const text = `Of ${count(foretold.of, 'trial')}, the ends of ${foretold.held} lay within the 90 % interval that the first half of their epochs foretold; the interval above is wider by what they missed it by.`;
  return [{ text, grade: 'measured', trials: foretold.of }];
}

/** Of a trial that nothing is foretold of. Of a whole study only where its curves could have said something. */
function unknownSection(
  record: StudyRecord,
  number: number | undefined,
  reason: EpochsUnknown,
): Section | undefined {
  const trial =
    number === undefined ? bestOfStudy(record) : record.trials.find((each) => each.number === number);
  if (trial === undefined || (number === undefined && !saysOfCurves(reason))) return undefined;
  const horizon = Number(trial.facts.horizon);
  const epochs = Number.isFinite(horizon) ? horizon : lastReport(trial)?.epoch;
  return {
    name: 'epochs',
    title: `Whether more epochs would help trial #${trial.number} is not known`,
    claims: [
      { text: reasonWords(reason, trial, epochs), grade: 'unknown', trials: [trial.number] },
      ...(epochs === undefined ? [] : settling(record, trial, epochs)),
    ],
    figures: { trial: trial.number, reason },
  };
}

const saysOfCurves = (reason: EpochsUnknown) => reason === 'rule failed' || reason === 'too wide';

const endings: Record<Trial['state'], string> = {
  running: 'It is still running',
  paused: 'It is paused',
  complete: 'It ended without a score',
  stopped: 'It was stopped',
  diverged: 'It blew up',
  failed: 'It failed',
};

function reasonWords(reason: EpochsUnknown, trial: Trial, epochs?: number): string {
  const trained = lastReport(trial)?.epoch ?? 0;
  switch (reason) {
    case 'rule failed':
      return 'What the first halves of the trials foretold of their ends was wrong for most of them, so nothing is foretold of twice the epochs.';
    case 'too wide':
      return 'What the first halves of the trials foretold of their ends was so wrong for some of them that twice the epochs might bring nothing, or as much as all epochs so far.';
    case 'few curves':
      return 'Fewer than five trials came to their end with a curve to learn from.';
    case 'not at its end':
      if (trained === 0) return `${endings[trial.state]} before it reported an epoch.`;
      return `${endings[trial.state]} after ${trained}${epochs !== undefined && epochs > trained ? ` of ${epochs}` : ''} epochs: a forecast begins at a trial’s end.`;
    case 'no curve':
      return 'It reported too few epochs to read how its curve goes on.';
  }
}

/** The training that settles it: the same first weights and rows, so that the score stands beside the trial's own. */
function settling(record: StudyRecord, trial: Trial | undefined, epochs: number): Claim[] {
  if (trial === undefined || record.facts.data === undefined) return [];
  const { storage = usualStorage } = (record.facts.finished ?? {}) as Partial<FinishedEvent>;
  const where = storage === usualStorage ? '' : ` --storage ${word(storage)}`;
  const isWhole = trial.state === 'complete';
  const wanted = isWhole ? 2 * epochs : epochs;
  const seconds = (Number(trial.facts.seconds) * wanted) / (lastReport(trial)?.epoch ?? epochs);
  const cost = seconds > 0 ? ` (about ${duration(seconds)})` : '';
  return [
    {
      text: `A training from the same first weights, on the same rows, ${isWhole ? 'settles it' : 'tells what it comes to at its end'}${cost}. Run: sweetspot train ${word(record.name)} --trial ${trial.number} --epochs ${wanted}${where}`,
      grade: 'unknown',
      trials: [],
    },
  ];
}
