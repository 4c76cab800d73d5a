import { rankedTrials } from '../study/history.js';
import type { LinearBaseline } from './baselines.js';
import { confirmPlan } from './budget.js';
import { candidatesFor, unconfirmed } from './candidates.js';
import { type Candidate, type Confirmation, type ConfirmJob, confirm, deepen } from './confirm.js';
import type { Decision } from './final.js';
import type { Run } from './run.js';
import type { TrainedPart } from './runner.js';

type Kept = ReadonlyMap<number, readonly TrainedPart[]>;

/** What would be confirmed now, in so many seconds. */
export function candidatesOf(run: Run, linear: LinearBaseline, seconds: number): Candidate[] {
  const { prepared, space, pace, log, runner, budget } = run;
  const { finalists: most } = confirmPlan(budget);
  const { workers } = runner;
  return candidatesFor({ prepared, space, trials: log.trials, linear, pace, workers, seconds, most });
}

/** Trains the finalists, the default and the line again, as long as there is time. */
export async function confirmPhase(run: Run, linear: LinearBaseline, kept: Kept): Promise<Confirmation[]> {
  const { log, clock, seed } = run;
  const candidates = candidatesOf(run, linear, clock.confirmEnd() - clock.elapsed());
  const { rounds } = confirmPlan(run.budget);
  const confirmed = await withConfirmJob(run, candidates, rounds, confirm);
  if (confirmed.length > 0) return confirmed;
  if (!isBestKept(run, kept)) {
    // A study that goes on has its networks no more: without this round there would be nothing to choose from.
    return withConfirmJob(run, candidates, 1, (job) =>
      confirm({ ...job, secondsLeft: () => Number.POSITIVE_INFINITY, halt: never }),
    );
  }
  return unconfirmed(candidates, log.trials, kept, linear, seed);
}

const never = new AbortController().signal;

function isBestKept({ log, prepared }: Run, kept: Kept): boolean {
  const best = rankedTrials(log.trials, prepared.direction).find((trial) => trial.state === 'complete');
  return best === undefined || kept.has(best.number);
}

/**
 * What time is left after the decision trains its settings on further splits, for the average only. A budget in trials has no time, so
 * it adds nothing.
 */
export async function deepenPhase(
  run: Run,
  { mixture }: Decision,
  confirmed: readonly Confirmation[],
): Promise<Confirmation[]> {
  const rounds = new Set(confirmed.map(({ round }) => round));
  if (!Number.isFinite(run.clock.confirmEnd()) || rounds.has(0)) return [];
  const members = [...mixture.shares.keys()];
  const most = Math.floor(mostNetworks / (members.length * run.prepared.laterFolds)) - rounds.size;
  return most < 1 ? [] : withConfirmJob(run, members, most, deepen);
}

/** An average of more networks than this gains nothing more. */
export const mostNetworks = 60;

/** Rounds that this study has used, over all its runs. */
const lastRound = ({ log }: Run) => Number(log.facts.rounds ?? 0);

async function withConfirmJob(
  run: Run,
  candidates: readonly Candidate[],
  most: number,
  work: (job: ConfirmJob) => Promise<Confirmation[]>,
): Promise<Confirmation[]> {
  const { prepared, clock, runner, progress, seed, log } = run;
  const secondsLeft = () => clock.confirmEnd() - clock.elapsed();
  const halt = new AbortController();
  const timer = setInterval(() => secondsLeft() <= 0 && halt.abort(), 50);
  const from = lastRound(run) + 1;
  let last = from - 1;
  const job: ConfirmJob = {
    candidates,
    runner,
    seed,
    from,
    mostRounds: most,
    partsOf(round) {
      last = Math.max(last, round);
      const ids = prepared.partsOf(round);
      for (const id of ids) runner.add(prepared.part(id).part);
      return ids;
    },
    forget(round) {
      for (const id of prepared.partsOf(round)) if (prepared.forget(id)) runner.drop(id);
    },
    secondsLeft,
    halt: halt.signal,
    watch: progress.labelled,
  };
  try {
    return await work(job);
  } finally {
    clearInterval(timer);
    log.note({ rounds: last });
  }
}
