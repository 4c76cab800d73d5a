import type { Contrast, Measured } from '../insight/contrast.js';
import { type PathStep, pathBetween } from '../insight/path/path.js';
import type { RuleFinding, RuleScene } from '../insight/rules/rule.js';
import { rulesOnTrial } from '../insight/rules/rules.js';
import type { Setting, Space } from '../space/parameter.js';
import { type ContrastJob, measureContrasts } from './contrasts.js';
import type { PairedJob } from './paired-training.js';
import { defaultSetting } from './space.js';

export interface OnTrialJob extends PairedJob {
  readonly space: Space;
  readonly best: Setting;
  /** What a setting is believed to cost, for the order of the path. */
  readonly expect?: (setting: Setting) => number;
  /** Whether contrasts that are clear go on with the others; default false. */
  readonly keepClear?: boolean;
  readonly onEvent?: (event: OnTrialEvent) => void;
}

export type OnTrialEvent =
  | { readonly event: 'phase'; readonly phase: 'path' | 'rules'; readonly trainings: number }
  | {
      readonly event: 'pair';
      readonly phase: 'path' | 'rules';
      readonly pairs: number;
      readonly clear: number;
      readonly of: number;
    };

/** The way from the default to the best setting as it was measured: all steps in the same pairs, so that they add up to the whole. */
export interface MeasuredPath {
  readonly from: Setting;
  readonly to: Setting;
  readonly steps: readonly (Measured & { readonly changes: readonly string[]; readonly change: PathStep })[];
  readonly whole: Measured;
  readonly epochs: number;
  readonly pairs: number;
}

export interface MeasuredRules {
  readonly best: Setting;
  readonly findings: readonly RuleFinding[];
  readonly epochs: number;
  readonly pairs: number;
}

/** What `explain --measure` has trained; plain JSON, kept in the study's facts. */
export interface OnTrial {
  readonly path?: MeasuredPath;
  readonly rules?: MeasuredRules;
  readonly seconds: number;
}

/** The share of the budget that the path has; the rules have the rest. */
const pathShare = 0.4;

/** Measures the path from the default to the best setting, then puts the rules of thumb on trial against the best. */
export async function putOnTrial(job: OnTrialJob): Promise<OnTrial> {
  const path = await measurePath(job);
  const rules = job.signal?.aborted ? undefined : await measureRules(job);
  return { path, rules, seconds: (performance.now() - job.began) / 1000 };
}

async function measurePath(job: OnTrialJob): Promise<MeasuredPath | undefined> {
  const from = defaultSetting(job.prepared.problem);
  const steps = pathBetween(job.space, from, job.best, { expect: job.expect });
  if (steps.length === 0) return undefined;
  const whole: Contrast = { name: 'path: all', from, to: job.best };
  const budgetSeconds = job.budgetSeconds * pathShare;
  const contrasts = [...steps, whole];
  const { measured, epochs, pairs } = await measureContrasts({
    ...contrastJob(job, 'path', contrasts),
    budgetSeconds,
    dropClear: false,
  });
  if (pairs === 0) return undefined;
  return {
    from,
    to: job.best,
    steps: steps.map((change, i) => ({ ...measured[i]!, changes: change.changes, change })),
    whole: measured.at(-1)!,
    epochs,
    pairs,
  };
}

/** Puts the rules of thumb on trial against the best setting. */
export async function measureRules(job: OnTrialJob): Promise<MeasuredRules> {
  const rules = rulesOnTrial(sceneOf(job));
  const contrasts = rules.flatMap((rule) => rule.contrasts);
  const measurement = await measureContrasts({
    ...contrastJob(job, 'rules', contrasts),
    dropClear: !job.keepClear,
  });
  const byName = new Map(measurement.measured.map((each) => [each.name, each]));
  const found = {
    get: (name: string) => (measurement.pairs > 0 ? byName.get(name) : undefined),
    afterBest: measurement.pairs > 0 ? measurement.afterBest : undefined,
  };
  return {
    best: job.best,
    findings: rules.map((rule) => rule.judge(found)),
    epochs: measurement.epochs,
    pairs: measurement.pairs,
  };
}

function contrastJob(
  job: OnTrialJob,
  phase: 'path' | 'rules',
  contrasts: readonly Contrast[],
): Omit<ContrastJob, 'dropClear'> {
  const { metric, direction } = job.prepared;
  job.onEvent?.({ event: 'phase', phase, trainings: contrasts.length });
  return {
    ...job,
    metric,
    direction,
    contrasts,
    base: job.best,
    onPair: (pairs, clear) => job.onEvent?.({ event: 'pair', phase, pairs, clear, of: contrasts.length }),
  };
}

const sceneOf = ({ space, best, prepared: { problem } }: OnTrialJob): RuleScene => ({
  space,
  best,
  task: problem.task,
  rows: problem.rows,
  inputs: problem.inputs,
  outputs: problem.outputs,
});
