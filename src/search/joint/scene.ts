import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import type { Model } from '../gp/model.js';
import type { Progression } from '../strategy/strategy.js';
import type { Curves } from './curves.js';
import type { CurveModel } from './model.js';
import type { Settled } from './options.js';

/** What a step is decided by. */
export interface Scene {
  readonly progression: Progression;
  /** Trials of all rounds: no setting is tried twice. */
  readonly tried: readonly Trial[];
  readonly rungs: readonly number[];
  readonly model: Model;
  readonly curveModel: CurveModel;
  readonly curves: Curves;
  readonly settled: Settled;
  /** Whether no better trial was found for long. */
  readonly isStuck: boolean;
}

/** What trials are valued by at a step. */
export interface View {
  readonly posterior: Posterior;
  /** What is to be improved on. */
  readonly goal: number;
  /** Whether it is a trial meant for its end that is looked for. */
  readonly finishing: boolean;
  /** What priors count beside the index. */
  readonly weight: number;
  /** How much of an end's variance counts: a search of few trainings that goes wherever little is known has none left for where much is. */
  readonly doubt: number;
}

/** Epochs of all trials together. */
export const trained = (trials: readonly Trial[]) =>
  trials.reduce((sum, trial) => sum + epochsTrained(trial), 0);

/** How much was trained, in full trainings. */
export const worthOfTraining = ({ trials, fidelity }: Progression) => trained(trials) / fidelity.most;

/** How far a new setting goes before it is thought about again; `finishing`: one that is meant for its end. */
export function firstLeg({ progression, rungs, settled }: Scene, finishing: boolean): number {
  const { most } = progression.fidelity;
  return finishing ? (rungs.find((rung) => rung >= settled.halfway * most) ?? most) : rungs[0]!;
}
