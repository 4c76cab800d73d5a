import type { Setting, Space } from '../../space/parameter.js';
import type { Contrast, Measured } from '../contrast.js';
import type { Grade } from '../grade.js';

/** What rules of thumb are tried on: a study's best setting, and what it is for. */
export interface RuleScene {
  readonly space: Space;
  readonly best: Setting;
  readonly task: 'regression' | 'binary' | 'multiclass';
  /** Rows that are trained on; numbers that enter the network, and that leave it. */
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** A rule of thumb, and the trainings that would put it on trial. */
export interface Rule {
  readonly name: string;
  /** What it says, as people say it. */
  readonly says: string;
  readonly contrasts: readonly Contrast[];
  /** `measured` has those of the contrasts that were trained. */
  judge(measured: Measurements): RuleFinding;
}

export interface Measurements {
  get(name: string): Measured | undefined;
  /** What training on to the end did to the best setting after its best epoch. */
  readonly afterBest?: Measured;
}

/** Whether a rule held on this data; `unknown` names what would settle it by being a contrast that was not trained enough. */
export interface RuleFinding {
  readonly name: string;
  readonly says: string;
  readonly verdict: 'held' | 'did not hold' | 'unknown';
  readonly grade: Grade;
  /** The evidence in one sentence, without the size. */
  readonly because: string;
  /** What following it blindly changes against the best setting: absent where the best follows it, or nobody knows. */
  readonly cost?: Measured;
  readonly evidence: readonly Measured[];
}

/** Makes the rules that apply to a scene. */
export type RuleMaker = (scene: RuleScene) => readonly Rule[];
