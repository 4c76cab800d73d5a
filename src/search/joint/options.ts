import type { Space } from '../../space/parameter.js';

export interface JointGpOptions {
  /** Settings that are looked at before the process is asked; default five more than there are hyperparameters. */
  readonly startup?: number;
  /** Points at which a search for new settings begins to look; default 128. */
  readonly candidates?: number;
  /** How many local searches; default 2. */
  readonly searches?: number;
  /** β: the prior counts β/n times as much as the index, n being the trials begun; default 3. */
  readonly belief?: number;
  /** The share of training that belongs to trials that are meant for their end; default 0.8. */
  readonly finish?: number;
  /** After how many full trainings' worth that begins; default 3. */
  readonly first?: number;
  /** Whether that share is spent in two legs, with one more look at `halfway`; `false`: on paused trials, a rung at a time. Default true. */
  readonly inOneGo?: boolean;
  /** How far new settings that are meant for their end are trained before it is looked whether they are still worth it, as a share of a full training; 1: to their end. Default 0.5. */
  readonly halfway?: number;
  /** From then on (`first`) so much of the variance of ends counts, and its square of that of settings that would only be looked at. Default 0.5. */
  readonly doubt?: number;
  /** After how many full trainings' worth costs above the median are drawn in: what there is to tell by then are good settings from better ones. Default 10. */
  readonly drawIn?: number;
  /** After how many full trainings' worth without a better trial all of an end's variance counts again; default 4. */
  readonly stuck?: number;
  /** After how many it begins anew, knowing nothing of what came before (joint/rounds.ts); default 6. */
  readonly anew?: number;
  /** But not before it was given so many full trainings' worth since it last began; default 20. */
  readonly anewFrom?: number;
  /** Whether it learns from the places of costs in their order rather than from the costs: for objectives most of whose settings are far from good. Default false. */
  readonly ranks?: boolean;
}

export type Settled = Required<JointGpOptions>;

export const settledIn = (space: Space, options: JointGpOptions): Settled => ({
  startup: Object.keys(space).length + 5,
  candidates: 128,
  searches: 2,
  belief: 3,
  finish: 0.8,
  first: 3,
  inOneGo: true,
  halfway: 0.5,
  doubt: 0.5,
  drawIn: 10,
  stuck: 4,
  anew: 6,
  anewFrom: 20,
  ranks: false,
  ...options,
});
