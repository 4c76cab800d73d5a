// The part of the public page that is the same everywhere, in Node and in a web page, in reading order.

// Data
export type { Format } from './data/read/format.js';
export type { Assumption, DataOptions, Task } from './data/task.js';
export type { Figure, Warning, WarningKind } from './data/warning/warning.js';
export { SweetspotError } from './error.js';
export { type Belief, type BeliefOptions, beliefOf } from './insight/belief.js';
export { type Coaching, coach, coachTrial } from './insight/diagnosis/coach.js';
export type { Advice, Diagnosis, DiagnosisName } from './insight/diagnosis/diagnosis.js';
export type { Doubt } from './insight/doubt.js';
export {
  type EpochsUnknown,
  type MoreEpochs,
  moreEpochs,
  whyNoEpochs,
} from './insight/epochs/more-epochs.js';
export { type Evidence, evidenceOf, type Score } from './insight/evidence.js';
// What a study has learnt
export { type ExplainOptions, type Explanation, explain } from './insight/explain.js';
export type { Grade } from './insight/grade.js';
export { findFor } from './insight/guess/find.js';
export { type Guess, type GuessOptions, guessSteps } from './insight/guess.js';
export type { Effect, EffectPlace } from './insight/importance/effect.js';
export type { HyperparameterImportance, Importance } from './insight/importance/importance.js';
export { type Direction as PullDirection, directionsOf } from './insight/interaction/direction.js';
export type { Pulls } from './insight/interaction/pulls.js';
export type { Ridge } from './insight/interaction/ridge.js';
export type { Surface } from './insight/interaction/surface.js';
export { type Interaction, interactionsOf } from './insight/interaction.js';
export type { MetricName } from './model/metric-name.js';

// Tuning your own code
export type { Limits } from './optimise/limits.js';
export { type Optimised, type OptimiseEvent, type OptimiseOptions, optimise } from './optimise/optimise.js';
export type { StudyOptions } from './optimise/options.js';
export type { Objective } from './optimise/run-trial.js';
export type { RunningTrial } from './optimise/running-trial.js';
export { openStudy, type Study } from './optimise/study.js';
// Samplers, stopping rules, strategies, endings
export { type Auto, auto } from './search/auto/auto.js';
export { type CmaEsOptions, cmaEs } from './search/cma-es.js';
export { foldNoise } from './search/ending/fold-noise.js';
export { onceGainIsBelow } from './search/ending/gain-rule.js';
export { remainingGain } from './search/ending/remaining-gain.js';
export type { Course, Ending, EndingRule } from './search/ending/rule.js';
export {
  afterSeconds,
  afterTrials,
  anyOf,
  atValue,
  onStagnation,
  type StagnationOptions,
} from './search/ending/simple.js';
export { type GpOptions, gp } from './search/gp.js';
export { type GridOptions, grid } from './search/grid.js';
export { type GridPoints, gridSize } from './search/grid-size.js';
export { random } from './search/random.js';
export type { History, Sampler } from './search/sampler.js';
export { sobol } from './search/sobol.js';
export type { DueOptions } from './search/stopping/due.js';
export { type ExtrapolationOptions, extrapolation } from './search/stopping/extrapolation.js';
export { type HalvingOptions, halving, halvingRungs } from './search/stopping/halving.js';
export { type HyperbandOptions, hyperbandStopping } from './search/stopping/hyperband.js';
export { median } from './search/stopping/median.js';
export { type PatienceOptions, patience } from './search/stopping/patience.js';
export { type PercentileOptions, percentile } from './search/stopping/percentile.js';
export type { Decision, Progress, StoppingRule } from './search/stopping/rule.js';
export { type ThresholdOptions, threshold } from './search/stopping/threshold.js';
export { type WilcoxonOptions, wilcoxon } from './search/stopping/wilcoxon.js';
export { type FreezeThawOptions, freezeThaw } from './search/strategy/freeze-thaw.js';
export { hyperband } from './search/strategy/hyperband.js';
export { type IEpochOptions, iEpoch } from './search/strategy/i-epoch.js';
export { type JointGpOptions, jointGp } from './search/strategy/joint-gp.js';
export { type PriorBandOptions, priorBand } from './search/strategy/prior-band.js';
export { sampled } from './search/strategy/sampled.js';
export type { Fidelity, Progression, Step, Strategy } from './search/strategy/strategy.js';
export { type HalvingStrategyOptions, successiveHalving } from './search/strategy/successive-halving.js';
export { type TpeOptions, tpe } from './search/tpe.js';
// Search spaces
export {
  boolean,
  categorical,
  fixed,
  float,
  integer,
  ordinal,
  powers,
  type SpaceOptions,
  space,
} from './space/define.js';
export { fix } from './space/fix.js';
export type {
  Constraint,
  Forbidden,
  Limit,
  Parameter,
  Range,
  Setting,
  Space,
  Value,
} from './space/parameter.js';
export type { SettingOf } from './space/setting-of.js';
export type { PriorOption } from './space/tabulate.js';

// Studies
export type { Change, Facts, Store, StudySummary } from './study/store/store.js';
export type { Direction, IntermediateValue, StudyRecord, Trial, TrialState } from './study/trial.js';

// What a tuning tells
export type { FinishedEvent, Report, Scores, SettingReport, TuneEvent } from './tune/event.js';
export type {
  ColumnInspection,
  Inspection,
  TargetInspection,
} from './tune/inspect/inspection.js';
