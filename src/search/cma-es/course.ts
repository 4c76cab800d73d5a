import { isFinished } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { History } from '../sampler.js';
import { compareTrials, isRanked } from '../split.js';
import type { Run } from './run.js';

// What a history says of a distribution: its trials with an outcome, in the order of their numbers, are its generations, λ by λ. So the distribution is a
// function of the history, whoever proposed and whatever finished first; a trial that finishes late belongs to an early generation, and what
// follows it is told again. What was told is kept from one proposal to the next, with the runs of the last generations to go back to.

/** A run, and the trials before `end` that it has been told. */
interface Mark {
  readonly run: Run;
  readonly end: number;
  readonly told: number;
}

const mostMarks = 32;

export interface Teacher {
  begin(history: History): Run;
  /** The run after a generation: trials from the best to the worst. */
  tell(run: Run, generation: readonly Trial[], history: History): Run;
}

/** The run that a history leads to. */
export function followCourse({ begin, tell }: Teacher): (history: History) => Run {
  let of: History | undefined;
  let marks: Mark[] = [];
  let told: { readonly trial: Trial; readonly index: number }[] = [];
  /** Trials before the last mark that had no outcome yet. */
  let open: number[] = [];

  function firstChange(trials: readonly Trial[]): number {
    const late = open.find((index) => trials[index] === undefined || isTold(trials[index]));
    const last = told.at(-1);
    const isSame = trials === of?.trials && (last === undefined || trials[last.index] === last.trial);
    const changed = isSame ? undefined : told.find(({ trial, index }) => trials[index] !== trial)?.index;
    return Math.min(late ?? Number.POSITIVE_INFINITY, changed ?? Number.POSITIVE_INFINITY);
  }

  function goBack(change: number) {
    while (marks.length > 1 && marks.at(-1)!.end > change) marks.pop();
    const { end, told: count } = marks.at(-1)!;
    told.length = count;
    open = open.filter((index) => index < end);
  }

  function goOn(history: History) {
    const { trials } = history;
    let mark = marks.at(-1)!;
    let waiting: number[] = [];
    const generation: typeof told = [];
    for (let index = mark.end; index < trials.length; index++) {
      const trial = trials[index]!;
      if (!isFinished(trial)) waiting.push(index);
      if (!isTold(trial)) continue;
      generation.push({ trial, index });
      if (generation.length < mark.run.state.constants.size) continue;
      told.push(...generation);
      const ranked = generation.map((each) => each.trial).sort((a, b) => compareOutcomes(a, b, history));
      mark = { run: tell(mark.run, ranked, history), end: index + 1, told: told.length };
      marks.push(mark);
      // The first one stays: all can be told from there.
      if (marks.length > mostMarks) marks.splice(1, 1);
      open.push(...waiting);
      waiting = [];
      generation.length = 0;
    }
  }

  return (history) => {
    const { space, seed, direction, trials } = history;
    if (space !== of?.space || seed !== of.seed || direction !== of.direction) {
      marks = [{ run: begin(history), end: 0, told: 0 }];
      told = [];
      open = [];
    } else goBack(firstChange(trials));
    of = history;
    goOn(history);
    return marks.at(-1)!.run;
  };
}

/** Whether a trial has an outcome: a rank, or that it diverged, which is the worst. */
const isTold = (trial: Trial): boolean => trial.state === 'diverged' || isRanked(trial);

function compareOutcomes(a: Trial, b: Trial, { direction }: History): number {
  const diverged = Number(a.state === 'diverged') - Number(b.state === 'diverged');
  if (diverged !== 0 || a.state === 'diverged') return diverged || a.number - b.number;
  return compareTrials(a, b, direction);
}
