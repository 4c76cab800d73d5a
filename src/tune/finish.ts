import type { ByTarget } from '../model/measure.js';
import type { ModelCard } from '../model/model.js';
import { bestTrial, countStates } from '../study/history.js';
import { factorsByTarget } from './calibrate.js';
import type { Confirmation } from './confirm.js';
import { mostNetworks } from './confirm-phase.js';
import type { FinishedEvent } from './event.js';
import { gatherEvidence } from './evidence/gather.js';
import type { Decision, Final } from './final.js';
import { reportOf } from './report.js';
import type { Run } from './run.js';
import { openTest } from './test-part.js';

export interface Ending {
  readonly final: Final;
  readonly decision: Decision;
  readonly confirmed: readonly Confirmation[];
  readonly reason: string | undefined;
}

/** Opens the test part, saves the model, and tells how it went. */
export async function finish(
  run: Run,
  { final, decision, confirmed, reason }: Ending,
): Promise<FinishedEvent> {
  const { prepared, log, space, seed, emit } = run;
  const { task, metric, direction } = prepared;
  const test = openTest({
    prepared,
    engine: run.engine,
    seed,
    model: final.model,
    baselines: final.baselines,
    rival: final.tuned,
    winner: decision.kind,
  });
  const openings = Number(log.facts.test_openings ?? 0) + 1;
  const { winner: candidate } = decision.choice;
  const own = candidate.number === undefined ? undefined : log.trials[candidate.number];
  const best = own?.state === 'complete' ? own : bestTrial(log.trials, direction);
  const { complete, stopped, diverged, failed } = countStates(log.trials);
  const { rows: _rows, interval: _interval, targets, ...scores } = test.tuned;
  const card: ModelCard = {
    metric,
    rows: prepared.sizes,
    test: scores,
    ...(targets && { targets }),
    hyperparameters: candidate.setting,
    ...(run.trainedOn === 'fused' && { engine: run.trainedOn }),
    data: { file: run.source.file, sha256: run.source.sha256 },
    study: run.study,
    trial: candidate.number,
  };
  const folder = await run.saveModel({ ...final.model, card });
  const told = {
    prepared,
    trials: log.trials,
    space,
    choice: decision.choice,
    confirmed,
    mixture: decision.mixture,
    kind: decision.kind,
    networks: final.model.members.length,
    openings,
    test,
    unlearnt: final.unlearnt,
    warnings: run.warnings,
  };
  const finished: FinishedEvent = {
    event: 'finished',
    study: run.study,
    task,
    metric,
    direction,
    seconds: run.clock.elapsed(),
    trials: { complete, stopped, diverged, failed },
    best: best
      ? {
          number: best.number,
          hyperparameters: best.setting,
          validation: best.value!,
          targets: best.facts.targets as ByTarget | undefined,
          epochs: Number(best.facts.best_epoch),
        }
      : null,
    test: test.tuned,
    baselines: test.baselines,
    ...(task !== 'regression' && { classes: prepared.classes }),
    ...(final.model.factors && { factors: factorsByTarget(final.model) }),
    ...(test.calibration && { calibration: test.calibration }),
    ...(test.intervals && { intervals: test.intervals }),
    model: folder,
    storage: run.store.url,
    beaten: decision.kind === 'tuned',
    winner: decision.kind,
    interrupted: run.signal?.aborted ?? false,
    reason: reason ?? earlyEnd(run, final.model.members.length),
    warnings: run.warnings,
    report: reportOf(told),
  };
  const evidence = gatherEvidence(run, told);
  const spent = run.clock.total();
  log.note({ finished, going_on: null, final: final.recipe, test_openings: openings, spent, evidence });
  await log.flush();
  const reported = { ...finished, ...(await saveReport(run)) };
  emit(reported);
  return reported;
}

/** The answer is not lost to a report that cannot be written. */
async function saveReport({ saveReport, log, space, prepared }: Run): Promise<Partial<FinishedEvent>> {
  const { name, facts, trials } = log;
  try {
    const study = { name, facts, trials, space, direction: prepared.direction };
    return { reportFile: await saveReport?.(study) };
  } catch (error) {
    return { reportError: error instanceof Error ? error.message : String(error) };
  }
}

/** Why a run ended well before its budget although the search did not. */
function earlyEnd({ budget, clock, signal }: Run, networks: number): string | undefined {
  if (!('seconds' in budget) || signal?.aborted || clock.total() > 0.95 * budget.seconds) return undefined;
  return networks >= mostNetworks / 2
    ? `it averages ${networks} networks already, and more would gain next to nothing`
    : 'no further training would have fitted into the time left';
}
