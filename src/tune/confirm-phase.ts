import type { LinearBaseline } from './baselines.js';
import { mostFinalists, mostRounds } from './budget.js';
import { candidatesFor, unconfirmed } from './candidates.js';
import { type Candidate, type Confirmation, type ConfirmJob, confirm, deepen } from './confirm.js';
import type { Decision } from './final.js';
import type { Run } from './run.js';
import type { TrainedPart } from './runner.js';

/** Trains the finalists, the default and the line again, as long as there is time. */
export async function confirmPhase(
  run: Run,
  linear: LinearBaseline,
  kept: ReadonlyMap<number, readonly TrainedPart[]>,
): Promise<{ candidates: Candidate[]; confirmed: Confirmation[] }> {
  const { prepared, log, clock, runner } = run;
  const time = {
    seconds: clock.confirmEnd() - clock.elapsed(),
    workers: runner.workers,
    most: mostFinalists,
  };
  const candidates = candidatesFor(prepared, log.trials, linear, time);
  const confirmed = await withConfirmJob(run, candidates, mostRounds, confirm);
  return {
    candidates,
    confirmed: confirmed.length > 0 ? confirmed : unconfirmed(candidates, log.trials, kept, linear),
  };
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
  const most = Math.floor(mostNetworks / (members.length * run.prepared.folds)) - rounds.size;
  return withConfirmJob(run, members, most, (job) => deepen(job, rounds.size + 1));
}

/** An average of more networks than this gains nothing more. */
export const mostNetworks = 60;

async function withConfirmJob(
  run: Run,
  candidates: readonly Candidate[],
  most: number,
  work: (job: ConfirmJob) => Promise<Confirmation[]>,
): Promise<Confirmation[]> {
  const { prepared, clock, runner, progress, seed } = run;
  const secondsLeft = () => clock.confirmEnd() - clock.elapsed();
  const halt = new AbortController();
  const left = secondsLeft();
  const timer = Number.isFinite(left) ? setTimeout(() => halt.abort(), Math.max(0, left * 1000)) : undefined;
  const partsOf = (round: number) => {
    const ids = prepared.partsOf(round);
    for (const id of ids) runner.add(prepared.part(id).part);
    return ids;
  };
  const { signal } = halt;
  const watch = progress.labelled;
  try {
    return await work({
      candidates,
      runner,
      seed,
      mostRounds: most,
      partsOf,
      secondsLeft,
      halt: signal,
      watch,
    });
  } finally {
    clearTimeout(timer);
  }
}
