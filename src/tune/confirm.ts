import type { NetworkSeed } from '../network/engine/engine.js';
import type { Setting } from '../space/parameter.js';
import { type Curve, curveOf } from './curve.js';
import type { Runner, TrainedPart, TrialJob } from './runner.js';

/** A setting that may win: what it is called, and how long one training of it took on one worker. */
export interface Candidate {
  readonly kind: 'linear' | 'default' | 'tuned';
  readonly name: string;
  /** Its trial; the straight line has none. */
  readonly number?: number;
  readonly setting: Setting;
  readonly horizon: number;
  /** Where rows are many, those of its epochs. */
  readonly rows?: TrialJob['rows'];
  readonly parameters: number;
  readonly seconds: number;
}

/** A candidate trained once more, on one round's parts. */
export interface Confirmation {
  readonly candidate: Candidate;
  readonly round: number;
  readonly value: number;
  readonly epochs: number;
  readonly trained: readonly TrainedPart[];
  readonly hash: string;
  readonly seconds: number;
  /** What replaying needs beside the candidate and the round. */
  readonly seed: NetworkSeed;
  /** The last epoch, when it ended before the horizon. */
  readonly endAt?: number;
  /** Where rows are many, those of its epochs. */
  readonly rows?: TrialJob['rows'];
  /** How its training went; absent for trials of the search that stand in for it. */
  readonly curve?: Curve;
}

export interface ConfirmJob {
  readonly candidates: readonly Candidate[];
  readonly runner: Runner;
  readonly seed: number;
  /** The number of the first round; rounds of a study are numbered from 1 and none is used twice. */
  readonly from: number;
  readonly mostRounds: number;
  /** The parts of a round; adds them to the runner when first asked. */
  partsOf(round: number): readonly number[];
  /** Lets the parts of a round go. */
  forget(round: number): void;
  /** Seconds left for confirming; Infinity when the budget is in trials. */
  secondsLeft(): number;
  /** Stops at once when aborted: rounds that are not finished are left out. */
  readonly halt: AbortSignal;
  readonly watch: (label: string, setting: Setting, epoch: number, epochs: number, value: number) => void;
}

/** Trials of confirmation draw their random streams from here on, so that none shares one with a trial of the search. */
const seedBase = 1_000_000;

/** The seed that all candidates have in a round. */
export const confirmationSeed = (seed: number, round: number) => ({ seed, trial: seedBase + round });

/**
 * Trains every candidate with fresh seeds on shared splits, round by round: in a round all candidates have the same seed and the same
 * rows, so their differences are paired. A round begins when a worker is free; one that would not end in time is not begun, and one
 * that did not end is left out. Returns whole rounds only.
 */
export async function confirm(job: ConfirmJob): Promise<Confirmation[]> {
  const rounds: Promise<Confirmation[] | undefined>[] = [];
  const expected = expectedSeconds(job);
  let slowness = 1;
  for (let round = job.from; round < job.from + job.mostRounds && !job.halt.aborted; round++) {
    if (expected * slowness > job.secondsLeft()) break;
    const { whole, freeSeat } = beginRound(job, round);
    rounds.push(whole);
    slowness = Math.max(slowness, await freeSeat);
  }
  const ended = await Promise.all(rounds);
  return ended.filter((round) => round !== undefined).flat();
}

function expectedSeconds({ candidates, runner }: ConfirmJob): number {
  const seconds = candidates.map((candidate) => candidate.seconds);
  const total = seconds.reduce((sum, each) => sum + each, 0);
  return Math.max(total / runner.workers, ...seconds);
}

/** Starts a round; `freeSeat` settles when fewer of its trainings are left than there are workers, with how much longer they took than expected. */
function beginRound(job: ConfirmJob, round: number) {
  const parts = job.partsOf(round);
  const longestFirst = [...job.candidates].sort((a, b) => b.seconds - a.seconds);
  let left = longestFirst.length;
  let slowness = 1;
  let announce = (_slowness: number) => {};
  const freeSeat = new Promise<number>((resolve) => {
    announce = resolve;
  });
  const trainings = longestFirst.map(async (candidate) => {
    const confirmed = await runOne(job, candidate, round, parts);
    if (confirmed && candidate.seconds > 0.1)
      slowness = Math.max(slowness, confirmed.seconds / candidate.seconds);
    left -= 1;
    if (left < job.runner.workers) announce(slowness);
    return confirmed;
  });
  const whole = Promise.all(trainings).then((confirmed) =>
    confirmed.every((each) => each !== undefined) ? confirmed : undefined,
  );
  return { whole, freeSeat };
}

/**
 * Trains candidates on further splits, each for itself, for as long as another training fits into the time: what an average gains
 * from more networks.
 */
export async function deepen(job: ConfirmJob): Promise<Confirmation[]> {
  const results: Confirmation[] = [];
  const done = new Map(job.candidates.map((candidate) => [candidate, 0]));
  const next = () => {
    const left = job.secondsLeft();
    const fitting = job.candidates.filter(
      (candidate) => candidate.seconds * allowance < left && done.get(candidate)! < job.mostRounds,
    );
    return fitting.sort((a, b) => done.get(a)! - done.get(b)! || b.seconds - a.seconds)[0];
  };
  const lane = async () => {
    for (let candidate = next(); candidate !== undefined && !job.halt.aborted; candidate = next()) {
      const round = job.from + done.get(candidate)!;
      done.set(candidate, done.get(candidate)! + 1);
      const confirmed = await runOne(job, candidate, round, job.partsOf(round));
      if (confirmed && Number.isFinite(confirmed.value)) results.push(confirmed);
      if ([...done.values()].every((rounds) => job.from + rounds > round)) job.forget(round);
    }
  };
  await Promise.all(Array.from({ length: job.runner.workers }, lane));
  return results.sort((a, b) => a.round - b.round || a.candidate.name.localeCompare(b.candidate.name));
}

/** A training may take a little longer than it did the time before. */
const allowance = 1.1;

async function runOne(
  job: ConfirmJob,
  candidate: Candidate,
  round: number,
  parts: readonly number[],
): Promise<Confirmation | undefined> {
  const label = `${candidate.name}, split ${round}`;
  const running = job.runner.run(
    {
      label,
      setting: candidate.setting,
      seed: confirmationSeed(job.seed, round),
      parts,
      epochs: candidate.horizon,
      rows: candidate.rows,
      rungs: [],
    },
    {
      onEpochs(reports) {
        const { epoch, value } = reports.at(-1)!;
        job.watch(label, candidate.setting, epoch, candidate.horizon, value);
      },
    },
  );
  const halt = () => running.stop('no time left');
  job.halt.addEventListener('abort', halt, { once: true });
  try {
    const outcome = await running.outcome;
    if (outcome.state === 'stopped') return undefined;
    const value = outcome.best && outcome.state === 'complete' ? outcome.best.value : Number.NaN;
    const { trained, hash, seconds } = outcome;
    const seed = confirmationSeed(job.seed, round);
    const curve = curveOf(outcome);
    const { rows } = candidate;
    return { candidate, round, value, epochs: curve.kept, trained, hash, seconds, seed, rows, curve };
  } finally {
    job.halt.removeEventListener('abort', halt);
  }
}
