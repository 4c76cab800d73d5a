import { quantile } from '../math/statistics.js';
import type { Facts } from '../study/store/store.js';
import type { IntermediateValue } from '../study/trial.js';
import { lookCurve } from './curve.js';
import { rounded } from './evidence/rounded.js';
import type { EpochReport, TrialOutcome } from './runner.js';

/** What is kept of a trial beside its scores, when it ends or pauses; `elapsed` seconds of the study. */
export const factsOf = (outcome: TrialOutcome, elapsed: number): Facts => ({
  epochs: outcome.reports.length,
  best_epoch: outcome.best?.epoch,
  targets: outcome.best?.targets,
  train: finiteOr(outcome.best?.train),
  train_curve: lookCurve(outcome.reports),
  losses: lossesOf(outcome.reports),
  motion: motionOf(outcome.reports),
  units: outcome.best?.units,
  worst_share: outcome.best?.worstShare,
  rows_per_second: outcome.rowsPerSecond,
  seconds: outcome.seconds,
  elapsed,
  hash: outcome.hash,
  reason: outcome.reason,
});

/** More points than this would not be seen in a curve. */
const mostLosses = 256;

/** The training loss by epoch, or its means over so many epochs that they are few. */
export function lossesOf(reports: readonly EpochReport[]): number[] {
  const step = Math.max(1, Math.ceil(reports.length / mostLosses));
  const sound = reports.filter(({ loss }) => Number.isFinite(loss));
  return Array.from({ length: Math.ceil(sound.length / step) }, (_, i) => {
    const own = sound.slice(i * step, (i + 1) * step);
    return rounded(own.reduce((sum, { loss }) => sum + loss / own.length, 0));
  });
}

/** How far the weights went in an epoch, as a share of their size: in three of four epochs no farther. */
export function motionOf(reports: readonly EpochReport[]): number | undefined {
  const known = reports.flatMap(({ motion }) => (Number.isFinite(motion) ? [motion!] : []));
  return known.length > 0 ? rounded(quantile(known, 0.75)) : undefined;
}

const finiteOr = (value: number | undefined) => (Number.isFinite(value) ? value : undefined);

/** The reports that say a number. */
export const finite = (reports: readonly EpochReport[]): IntermediateValue[] =>
  reports.filter((report) => Number.isFinite(report.value)).map(({ epoch, value }) => ({ epoch, value }));
