import type { Setting } from '../space/parameter.js';
import { epochsTrained } from '../study/outcome.js';
import type { Trial } from '../study/trial.js';
import { epochWork } from './cost.js';
import type { Prepared } from './prepare.js';
import type { Runner, RunningJob, TrialJob, TrialOutcome } from './runner.js';
import { recipeOf } from './setting.js';

/** Trainings of several settings on one split with one seed, in the order of the settings. */
export interface Pair {
  /** Undefined for one that blew up. */
  readonly scores: readonly (number | undefined)[];
  readonly secondsPerEpoch: readonly number[];
}

export interface TrainedPair extends Pair {
  /** Which of the settings were trained; the others' scores are undefined. */
  readonly trained: readonly boolean[];
  /** What each scored after its last epoch; `scores` are those of the best. */
  readonly atEnd: readonly (number | undefined)[];
  readonly epochs: number;
  /** What all of its trainings took, one after the other. */
  readonly seconds: number;
}

/** What trainings that are compared share. */
export interface PairedJob {
  /** The study's. */
  readonly seed: number;
  readonly prepared: Prepared;
  readonly runner: Runner;
  /** The length of the study's own trainings of the setting that others are compared with. */
  readonly horizon: number;
  /** Where rows are many, those of its epochs. */
  readonly rows?: TrialJob['rows'];
  /** Seconds that one of them takes on one split, as far as is known (`trainingSeconds`). */
  readonly baseSeconds: number;
  readonly budgetSeconds: number;
  /** `performance.now()` when the budget began. */
  readonly began: number;
  readonly signal?: AbortSignal;
  /** The first pair's number, which gives its seed and split (default 0), and how many pairs are trained at most (default 384). */
  readonly firstPair?: number;
  readonly mostPairs?: number;
}

const defaultPairs = 384;
/** Splits and seeds of their own. */
const seedBase = 3_000_000;
const roundBase = 1_000;

/**
 * Seconds that a training of the trial's whole length takes on one split, by those that it took: it may have ended early.
 */
export function trainingSeconds(trial: Trial, folds: number): number {
  const trained = epochsTrained(trial);
  const whole = trained > 0 ? Number(trial.facts.horizon) / trained : 1;
  return (Number(trial.facts.seconds) / folds) * whole;
}

/** Seconds since the budget began. */
export const elapsed = ({ began }: Pick<PairedJob, 'began'>) => (performance.now() - began) / 1000;

/** Shorter trainings say nothing. */
const fewestEpochs = 5;

/**
 * Pair after pair, all with trainings of one length: the study's own, or shortened, all alike, when fewer than `wanted` pairs would fit into the budget; the schedule
 * is shortened with them, so that each is a whole training of its own. The first two are timed: where far fewer than those wanted would fit after all, or far more,
 * for the machine is another or was busy, they are put aside and the length is chosen anew by what they took. Where longer trainings take more than they were expected to,
 * for fewer of them end early, it goes back to a length that fits, and to the pairs of it.
 */
export async function* affordablePairs(
  job: PairedJob,
  settings: readonly Setting[],
  wanted: number,
  isWanted?: (place: number) => boolean,
): AsyncGenerator<TrainedPair> {
  const { firstPair = 0, mostPairs = defaultPairs } = job;
  const aside = new Map<number, readonly TrainedPair[]>();
  let epochs = believedEpochs(job, settings, wanted);
  /** What was put aside last is better than nothing. */
  let spare: readonly TrainedPair[] = [];
  for (let choices = 1; ; choices++) {
    const held = [...(aside.get(epochs) ?? [])];
    const more = { ...job, firstPair: firstPair + held.length, mostPairs: mostPairs - held.length };
    let other: number | undefined;
    let isSettled = choices > mostChoices || held.length > 1;
    let isTold = false;
    for await (const pair of trainPairs(more, settings, epochs, isWanted)) {
      held.push(pair);
      if (!isSettled) {
        other = timedEpochs(job, held, aside, wanted);
        if (other !== undefined) break;
        isSettled = held.length === 2;
      }
      if (isSettled) {
        isTold = true;
        yield* held.splice(0);
      }
    }
    if (other === undefined) {
      yield* isTold || held.length > 0 ? held : spare;
      return;
    }
    aside.set(epochs, held);
    spare = held;
    epochs = other;
  }
}

/** So often the length is chosen. */
const mostChoices = 3;

/** Epochs with which so many pairs fit into the budget, by what the study's own trainings took and the work of each setting. */
function believedEpochs(job: PairedJob, settings: readonly Setting[], wanted: number): number {
  const { part } = job.prepared.part(0);
  const work = settings.map((setting) =>
    epochWork(recipeOf(setting, part).plan, part.rows, part.validationRows),
  );
  const share = work.reduce((sum, each) => sum + each, 0) / work[0]!;
  const pairSeconds = (job.baseSeconds * share) / Math.min(job.runner.workers, settings.length);
  return affordable(job, (job.horizon * secondsLeft(job)) / (wanted * pairSeconds));
}

/** Pairs are far fewer, or far more, than those wanted beyond these shares of them. */
const few = 0.6;
const many = 1.5;

/**
 * Other epochs, where the pairs so far and those that fit into the rest, if they take as long as the last one, are far fewer than those wanted, or far more and the study's
 * trainings are longer. The first one never speaks for longer trainings: all that is slow in the beginning is in it.
 */
function timedEpochs(
  job: PairedJob,
  pairs: readonly TrainedPair[],
  aside: ReadonlyMap<number, readonly TrainedPair[]>,
  wanted: number,
): number | undefined {
  const { epochs } = pairs.at(-1)!;
  const fitting = pairsThatFit(job, pairs);
  const isFew = pairs.length + fitting < few * wanted;
  const isMany = pairs.length > 1 && pairs.length + fitting > many * wanted;
  if (!isFew && !isMany) return undefined;
  const known = [...aside]
    .filter(([length, own]) => length < epochs && own.length + pairsThatFit(job, own) >= few * wanted)
    .map(([length]) => length);
  const other = affordable(job, (epochs * fitting) / wanted);
  const chosen = isFew ? Math.max(other, ...known) : other;
  // With no time left for another pair, this one is all there is.
  return chosen === epochs || (fitting < 1 && known.length === 0) ? undefined : chosen;
}

/** How many more pairs fit into the rest, if each takes as long as the last of these. */
function pairsThatFit(job: PairedJob, pairs: readonly TrainedPair[]): number {
  const { seconds, trained } = pairs.at(-1)!;
  return (Math.max(0, secondsLeft(job)) * Math.min(job.runner.workers, trained.length)) / seconds;
}

const secondsLeft = (job: PairedJob) => job.budgetSeconds * 0.85 - elapsed(job);

/** The study's own length, or where that is too much a multiple of 15 if it can be, for the schedule's rate then returns to zero at the ends of epochs. */
function affordable({ horizon }: PairedJob, epochs: number): number {
  if (epochs >= horizon) return horizon;
  const whole = Math.max(fewestEpochs, Math.round(epochs));
  return whole >= 15 ? whole - (whole % 15) : whole;
}

/**
 * Pair after pair in order, until the budget or the listener ends it; the next one always waits in the queue, so that no worker rests. A setting that
 * is not wanted any more when a pair begins is left out of it.
 */
export async function* trainPairs(
  job: PairedJob,
  settings: readonly Setting[],
  epochs: number,
  isWanted: (place: number) => boolean = () => true,
): AsyncGenerator<TrainedPair> {
  const halt = new AbortController();
  const stop = () => halt.abort();
  const timer = setTimeout(stop, Math.max(0, (job.budgetSeconds * 0.96 - elapsed(job)) * 1000));
  job.signal?.addEventListener('abort', stop, { once: true });
  if (job.signal?.aborted) stop();
  const { firstPair = 0, mostPairs = defaultPairs } = job;
  const begun: Promise<TrainedPair | undefined>[] = [];
  const begin = (number: number) => {
    const wanted = settings.map((_, place) => isWanted(place));
    begun.push(trainPair(job, { settings, wanted, epochs, number: firstPair + number }, halt.signal));
  };
  try {
    begin(0);
    for (let pair = 0; pair < mostPairs; pair++) {
      if (pair + 1 < mostPairs) begin(pair + 1);
      const ended = await begun.shift()!;
      if (ended === undefined) return;
      yield ended;
    }
  } finally {
    stop();
    clearTimeout(timer);
    job.signal?.removeEventListener('abort', stop);
    await Promise.allSettled(begun);
  }
}

interface PairPlan {
  readonly settings: readonly Setting[];
  readonly wanted: readonly boolean[];
  readonly epochs: number;
  readonly number: number;
}

/** The wanted settings on one split with one seed; undefined when it was halted before its end. */
async function trainPair(
  job: PairedJob,
  { settings, wanted, epochs, number: pair }: PairPlan,
  halt: AbortSignal,
): Promise<TrainedPair | undefined> {
  if (halt.aborted) return undefined;
  const { prepared, runner } = job;
  const parts = prepared.partsOf(roundBase + pair).slice(0, 1);
  for (const id of parts) runner.add(prepared.part(id).part);
  const seed = { seed: job.seed, trial: seedBase + pair };
  const start = (place: number) =>
    runner.run({
      label: `pair ${pair + 1}, step ${place}`,
      setting: settings[place]!,
      seed,
      parts,
      epochs,
      rows: job.rows,
      rungs: [],
    });
  try {
    const order = rotated(settings.length, pair).filter((place) => wanted[place]);
    const running = new Map(order.map((place) => [place, start(place)]));
    const outcomes = await ended([...running.values()], halt);
    if (outcomes.some(({ state }) => state === 'stopped')) return undefined;
    const byPlace = settings.map((_, place) => outcomes[order.indexOf(place)]);
    return {
      scores: byPlace.map(scoreOf),
      secondsPerEpoch: byPlace.map(secondsPerEpoch),
      trained: wanted,
      epochs,
      seconds: outcomes.reduce((sum, { seconds }) => sum + seconds, 0),
      atEnd: byPlace.map((outcome) =>
        scoreOf(outcome) === undefined ? undefined : outcome?.reports.at(-1)?.value,
      ),
    };
  } finally {
    for (const id of parts) if (prepared.forget(id)) runner.drop(id);
  }
}

/** Another one begins in each pair: the first to start waits for its rows, the last may run alone. */
const rotated = (count: number, pair: number) => Array.from({ length: count }, (_, i) => (i + pair) % count);

/** Waits for all, and stops them when it is halted. */
async function ended(running: readonly RunningJob[], halt: AbortSignal): Promise<TrialOutcome[]> {
  const stop = () => {
    for (const each of running) each.stop('no time left');
  };
  halt.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.all(running.map(({ outcome }) => outcome));
  } finally {
    halt.removeEventListener('abort', stop);
  }
}

const scoreOf = (outcome: TrialOutcome | undefined) =>
  outcome?.state === 'diverged' ? undefined : outcome?.best?.value;

const secondsPerEpoch = (outcome: TrialOutcome | undefined) =>
  outcome === undefined ? Number.NaN : outcome.seconds / outcome.reports.length;
