/** What one hidden unit does with its weighted sum. */
export type Activation = 'relu' | 'tanh' | 'silu';

/**
 * What training makes small: summed over a row's outputs, averaged over the rows of a batch. For `squared`, `absolute` and
 * `huber` the targets are numbers (any count of outputs); for `logistic` one output (a logit) and targets 0 or 1; for
 * `softmax` one output (a logit) per class and the target is the class's index. Squared is (p−y)²/2, so that Huber with a
 * large delta equals it.
 */
export type Loss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'absolute' }
  | { readonly kind: 'huber'; readonly delta: number }
  | { readonly kind: 'logistic' }
  | { readonly kind: 'softmax' };

/**
 * How a gradient becomes a step. Weight decay is decoupled (AdamW): parameter w becomes (1 − rate · decay) w beside its step.
 */
export type Optimiser =
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | { readonly kind: 'sgd'; readonly momentum: number };

/**
 * A column that holds the index of a level, 0 … levels−1 or −1 (none of them), and of which the network sees `size` numbers in its place: the
 * level's vector, which is learned like a weight, or zeros for −1.
 */
export interface Embedding {
  /** Place of the column among a row's inputs. */
  readonly input: number;
  readonly levels: number;
  readonly size: number;
}

/**
 * A column of which the network also sees pieces: piece t is how far the value is on its way from edge t to edge t+1, from −½ (not
 * begun) to ½ (past it); a piecewise-linear encoding (Gorishniy et al. 2022, "On Embeddings for Numerical Features").
 */
export interface Pieces {
  /** Place of the column among a row's inputs. */
  readonly input: number;
  /** Ascending, at least two. */
  readonly edges: readonly number[];
}

/** Parameters that are stepped alike; `mix` are learned shares of activations, `normalisation` gains and shifts. */
export type Group = 'weights' | 'biases' | 'embeddings' | 'inputScale' | 'periodic' | 'mix' | 'normalisation';

/** One network and how it is trained, fixed before the first step. `hidden` is empty for a straight line. */
export interface Plan {
  /** Numbers in a row as it is given. */
  readonly inputs: number;
  /** In the order of their inputs; absent: every input is a number. */
  readonly embeddings?: readonly Embedding[];
  /** Seen behind all other inputs, in this order; absent: none. */
  readonly pieces?: readonly Pieces[];
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
  readonly loss: Loss;
  readonly optimiser: Optimiser;
  /** What reaches a parameter is this, its group's `decayFactors` and the learning rate with its `rateFactors`, multiplied. */
  readonly weightDecay: number;
  /** What the learning rate is multiplied by, in a group of parameters or in the first or last layer (a straight line is a last layer); absent: 1. */
  readonly rateFactors?: Readonly<Partial<Record<Group | 'first' | 'last', number>>>;
  /** What weight decay is multiplied by in a group, beside the rate's factor; absent: 0 for biases and normalisation, 1 for all others. */
  readonly decayFactors?: Readonly<Partial<Record<Group, number>>>;
  /**
   * Under `ntk` a layer's weights are trained as V with W = V / √inputs (Jacot et al. 2018; RealMLP): steps, weight decay and clipping are
   * those of V. The network's weights, first weights included, are W either way. Absent: `standard`, W itself.
   */
  readonly parametrisation?: 'standard' | 'ntk';
  /** Share of each hidden layer's units that a training step leaves out, 0 to below 1. */
  readonly dropout: number;
  /** Rows in a step, 1 to all rows; the last step of an epoch takes what is left. */
  readonly batchSize: number;
}

/** Steps in one epoch. */
export const stepsPerEpoch = (rows: number, batchSize: number) => Math.ceil(rows / batchSize);
