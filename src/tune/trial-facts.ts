import type { Facts } from '../study/store/store.js';
import type { IntermediateValue } from '../study/trial.js';
import { lookCurve } from './curve.js';
import type { EpochReport, TrialOutcome } from './runner.js';

/** What is kept of a trial beside its scores, when it ends or pauses; `elapsed` seconds of the study. */
export const factsOf = (outcome: TrialOutcome, elapsed: number): Facts => ({
  epochs: outcome.reports.length,
  best_epoch: outcome.best?.epoch,
  targets: outcome.best?.targets,
  train: finiteOr(outcome.best?.train),
  train_curve: lookCurve(outcome.reports),
  rows_per_second: outcome.rowsPerSecond,
  seconds: outcome.seconds,
  elapsed,
  hash: outcome.hash,
  reason: outcome.reason,
});

const finiteOr = (value: number | undefined) => (Number.isFinite(value) ? value : undefined);

/** The reports that say a number. */
export const finite = (reports: readonly EpochReport[]): IntermediateValue[] =>
  reports.filter((report) => Number.isFinite(report.value)).map(({ epoch, value }) => ({ epoch, value }));
