import { type Belief, beliefOf } from '../insight/belief.js';
import { evidenceOf } from '../insight/evidence.js';
import { findFor } from '../insight/guess/find.js';
import { keptPrefix, scoreOf, scoreOfGuesses } from '../insight/guess/scoreboard.js';
import { type Guess, guessSteps } from '../insight/guess.js';
import type { MetricName } from '../model/metric-name.js';
import { parseAssignment } from '../space/assignment.js';
import { checkName } from '../space/check-setting.js';
import { formatValue } from '../space/format.js';
import type { Setting } from '../space/parameter.js';
import type { StudyRecord } from '../study/trial.js';
import { errorAt } from './verdict.js';
import type { KeptWhatIf, VerdictEvent, WhatIfStep } from './what-if-event.js';
import { type Question, type Step, whatIfSteps } from './what-if-steps.js';

/** A question to a study, with what its trials make one believe of the answer. */
export interface Guessed {
  readonly base: Setting;
  readonly steps: readonly Step[];
  readonly guesses: readonly Guess[];
  /** The steps after the first are proposals. */
  readonly find: boolean;
}

/** How many settings `find` proposes. */
const proposed = 2;

/**
 * The steps of a question and a guess for each. With `find`, the first change stays and the best values of the hyperparameters named to be raised or lowered
 * are looked for among what the trials make one believe (of all others, where none is named); each proposal is a step.
 */
export function guessWhatIf(
  record: StudyRecord,
  base: Setting,
  question: Question & { readonly find?: boolean },
): Guessed {
  const steps = question.find ? [] : whatIfSteps(record.space, base, question);
  const first = question.find ? firstStep(record, base, question) : undefined;
  const belief = beliefOf(evidenceOf(record));
  const all = first === undefined ? steps : [first, ...foundSteps(belief, base, first, question)];
  const metric = record.facts.metric as MetricName | undefined;
  const guesses = guessSteps(belief, base, all, {
    errorOf: (score) => errorAt(metric, score),
    rows: (record.facts.rows as { validation?: number } | undefined)?.validation,
  });
  return { base, steps: all, guesses, find: first !== undefined };
}

const firstStep = ({ space }: StudyRecord, base: Setting, question: Question): Step => {
  for (const name of freeNames(question)) checkName(space, name);
  return whatIfSteps(space, base, { change: question.change, raise: [], lower: [] })[0]!;
};

const freeNames = ({ raise, lower }: Question) =>
  [...raise, ...lower].map((text) => text.split('=')[0]!.trim());

function foundSteps(belief: Belief, base: Setting, first: Step, question: Question): Step[] {
  const { space } = belief.evidence;
  const { name: fixed } = parseAssignment(space, question.change);
  const named = freeNames(question);
  const free = (named.length > 0 ? named : Object.keys(space)).filter((name) => name !== fixed);
  return findFor(belief, first.setting, free, proposed)
    .map((setting) => ({ change: differences(base, setting, first.change, fixed), setting }))
    .filter(({ change }) => change !== first.change);
}

/** What differs from the base, the change that was asked about first. */
function differences(base: Setting, setting: Setting, first: string, fixed: string): string {
  const names = [...new Set([...Object.keys(base), ...Object.keys(setting)])].filter(
    (name) => name !== fixed && base[name] !== setting[name] && name in setting,
  );
  const shown = (name: string) => (name in base ? formatValue(base[name]!) : 'absent');
  return [first, ...names.map((name) => `${name} ${shown(name)} → ${formatValue(setting[name]!)}`)].join(
    ', ',
  );
}

/** A verdict from guesses alone: nothing was trained. */
export function unchecked(
  record: StudyRecord,
  { base, guesses, find }: Guessed,
  seconds: number,
): VerdictEvent {
  const steps = guesses.map(
    (guess): WhatIfStep => ({
      change: guess.change,
      setting: guess.setting,
      effect: guess.effect,
      interval: guess.interval,
      verdict: guess.verdict,
      grade: guess.grade,
      added: guess.added,
      score: guess.score,
      timeRatio: Number.NaN,
      pairs: 0,
      diverged: 0,
      guess,
    }),
  );
  const [first] = guesses;
  return {
    event: 'verdict',
    study: record.name,
    metric: record.facts.metric as MetricName | undefined,
    direction: record.direction,
    baseScore: first === undefined ? Number.NaN : first.score - first.effect,
    baseDiverged: 0,
    epochs: 0,
    horizon: 0,
    seconds,
    steps,
    base,
    ...(find && { find }),
    ...(record.facts.data === undefined && { foreign: true }),
    guessesRight: scoreOfGuesses(record.facts),
  };
}

/** A measured verdict beside its guesses, with the score of all guesses so far, and as the fact that the study keeps. */
export function scored(
  record: StudyRecord,
  event: VerdictEvent,
  { guesses, find }: Guessed,
  time: number,
): { event: VerdictEvent; facts: Record<string, KeptWhatIf> } {
  const steps = event.steps.map((step, i) => ({ ...step, guess: guesses[i]! }));
  const before = scoreOfGuesses(record.facts);
  const own = scoreOf(steps);
  const kept = steps.map(({ setting, change, effect, interval, verdict, pairs, guess }) => ({
    change,
    setting,
    effect,
    interval,
    verdict,
    pairs,
    guess: {
      effect: guess.effect,
      interval: guess.interval,
      verdict: guess.verdict,
      grade: guess.grade,
      blowUp: guess.blowUp,
    },
  }));
  return {
    event: {
      ...event,
      steps,
      ...(find && { find }),
      guessesRight: { right: before.right + own.right, of: before.of + own.of },
    },
    facts: { [`${keptPrefix}${time}`]: { base: event.base ?? {}, baseScore: event.baseScore, steps: kept } },
  };
}
