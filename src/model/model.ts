import type { EncoderSpec } from '../data/encode/encoder.js';
import type { TargetColumns } from '../data/schema.js';
import type { TargetCoding } from '../data/target-coding.js';
import type { Plan } from '../network/plan.js';
import type { Calibration } from './calibration/calibration.js';
import type { Margins } from './interval/margins.js';

/** The shape of a trained network: what predicting needs of a `Plan`. */
export type NetworkShape = Pick<
  Plan,
  | 'inputs'
  | 'embeddings'
  | 'pieces'
  | 'periodic'
  | 'inputScale'
  | 'hidden'
  | 'outputs'
  | 'activation'
  | 'normalisation'
  | 'residual'
  | 'activationMix'
>;

/** One trained network with the encoder and the target coding that it was trained with. */
export interface Member {
  readonly shape: NetworkShape;
  /** In file order: see `Network.weights`. */
  readonly weights: Float32Array;
  /** Its part in the average; the shares of a model's members add up to 1. */
  readonly share: number;
  readonly encoder: EncoderSpec;
  readonly coding: TargetCoding;
}

/** Facts about a model for people and programs: where it comes from, how good it is. Plain JSON; nothing of it changes a prediction. */
export interface ModelCard {
  readonly metric?: string;
  /** Rows that trained, validated and tested it. */
  readonly rows?: { readonly train: number; readonly validation: number; readonly test: number };
  /** Scores on the test part by metric. */
  readonly test?: Readonly<Record<string, number>>;
  /** Of several targets, the scores of each in its own units. */
  readonly targets?: Readonly<Record<string, unknown>>;
  readonly hyperparameters?: Readonly<Record<string, number | string | boolean>>;
  readonly data?: { readonly file: string; readonly sha256: string };
  /** The engine that trained its networks; absent: the plain one. */
  readonly engine?: string;
  readonly study?: string;
  readonly trial?: number;
  readonly madeWith?: string;
  readonly [fact: string]: unknown;
}

/**
 * A trained artefact: the average of its members, or, with none, the same prediction for every row (`constant`: a number for each target,
 * or a probability for each class).
 */
export interface Model {
  readonly target: TargetColumns;
  readonly members: readonly Member[];
  readonly constant?: readonly number[];
  /** For numbers: what the average of each target is multiplied by. */
  readonly factors?: readonly number[];
  /** For classes: what makes the averaged probabilities right. */
  readonly calibration?: Calibration;
  /** For classes: what each one's probability counts for when a class has to be named; all alike when absent. */
  readonly decision?: readonly number[];
  /** For numbers: how far off the predictions of each target are. Absent in models that were saved without. */
  readonly margins?: readonly Margins[];
  readonly card: ModelCard;
}
