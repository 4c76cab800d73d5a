import { type MetricName, scoreName } from '../model/metric-name.js';
import { isSameSetting } from '../space/active.js';
import type { Space } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import { rankedTrials, type ScoredTrial } from '../study/history.js';
import { isFinished } from '../study/outcome.js';
import type { Direction, StudyRecord, Trial } from '../study/trial.js';
import type { FinishedEvent, SettingReport } from '../tune/event.js';
import type { Evidence } from '../tune/evidence/evidence.js';
import type { OnTrial } from '../tune/on-trial.js';
import { hasUnits } from '../words/metric.js';

/** A study's trials, as pictures of them need them: of any study. */
export interface TrialMaterial {
  readonly name: string;
  readonly trials: readonly Trial[];
  /** Complete trials with a score, the best first. */
  readonly ranked: readonly ScoredTrial[];
  /** Those that pictures show: all, or the best and an even choice of the others. */
  readonly shown: readonly Trial[];
  /** Those that are as good as the best, within the noise. */
  readonly asGood: readonly ScoredTrial[];
  /** Differences of scores up to it may be chance; 0 where nothing is known of it. */
  readonly noise: number;
  /** Number of the trial that was chosen, or is the best so far. */
  readonly best?: number;
  /** What was said of each hyperparameter of the chosen setting; none before the end. */
  readonly settings: readonly SettingReport[];
  readonly space: Space;
  readonly direction: Direction;
  readonly metric: string;
  /** The metric as an axis names it: `rmse in price`. */
  readonly measure: string;
}

/** A study carried to its end by `tune`, as the page's sections need it. */
export interface Material extends TrialMaterial {
  readonly finished: FinishedEvent;
  readonly evidence: Evidence;
  readonly metric: MetricName;
  readonly target: string;
  /** What was measured of the best setting, unless another is the best by now. */
  readonly onTrial?: OnTrial;
}

/** Undefined for a study that was not carried to its end, or by a version that kept no evidence. */
export function materialOf(record: StudyRecord): Material | undefined {
  const { facts, space } = record;
  const finished = facts.finished as FinishedEvent | null | undefined;
  const evidence = facts.evidence as Evidence | undefined;
  if (!finished || evidence?.format !== 1) return undefined;
  const { metric, best } = finished;
  const targets = [facts.target ?? evidence.data?.target ?? 'the target'].flat().map(String);
  const target = targets.join(', ');
  return {
    ...trialMaterialOf(record, evidence.noise),
    finished,
    evidence,
    best: best?.number,
    settings: finished.report.settings,
    metric,
    target,
    onTrial: onTrialOf(facts, space, finished),
    measure:
      targets.length > 1
        ? scoreName(metric, true)
        : hasUnits(metric)
          ? `${metric} in ${target}`
          : metric.replace('_', '-'),
  };
}

/** The trials of any study. */
export function trialMaterialOf(
  { name, facts, trials, space, direction }: StudyRecord,
  noise: number,
): TrialMaterial {
  const ranked = rankedTrials(trials, direction);
  const limit = asCost(ranked[0]?.value, direction) + noise;
  const metric = typeof facts.metric === 'string' ? facts.metric : 'score';
  return {
    name,
    trials,
    ranked,
    shown: shownOf(trials, ranked),
    asGood: ranked.filter((trial) => asCost(trial.value, direction) <= limit),
    noise,
    best: ranked[0]?.number,
    settings: [],
    space,
    direction,
    metric,
    measure: metric.replace('_', '-'),
  };
}

function onTrialOf(facts: StudyRecord['facts'], space: Space, { best }: FinishedEvent): OnTrial | undefined {
  const found = facts.on_trial as OnTrial | undefined;
  const of = found?.rules?.best ?? found?.path?.to;
  return best !== null && of !== undefined && isSameSetting(space, of, best.hyperparameters)
    ? found
    : undefined;
}

/** Pictures of more trials than this are crowds, and large. */
const mostShown = 150;

function shownOf(trials: readonly Trial[], ranked: readonly ScoredTrial[]): Trial[] {
  const ended = trials.filter((trial) => isFinished(trial) && trial.state !== 'failed');
  const best = new Set(ranked.slice(0, mostShown / 2).map(({ number }) => number));
  const others = ended.filter(({ number }) => !best.has(number));
  const step = Math.max(1, others.length / (mostShown - best.size));
  const kept = new Set(others.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step)));
  return ended.filter((trial) => best.has(trial.number) || kept.has(trial));
}

/** How many of the trials a picture shows, where it is not all. */
export const ofAll = ({ shown, trials }: TrialMaterial) =>
  shown.length < trials.length
    ? ` Shown are ${shown.length} of ${trials.length} trials, the best among them.`
    : '';

/** A hyperparameter's name as people say it. */
export const said = (name: string) => name.replaceAll('_', ' ');
