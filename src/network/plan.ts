/** The names of the activations. */
export const activationNames = [
  'relu',
  'tanh',
  'silu',
  'identity',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'mish',
  'sigmoid',
] as const;

/**
 * What one hidden unit does with its weighted sum z, as PyTorch has it: `leaky_relu` falls by .01 below zero, `elu` to −1, `selu` to
 * −1.758; `gelu` is the exact one, z Φ(z) by the error function, not its approximation by a tanh.
 */
export type Activation = (typeof activationNames)[number];

/**
 * What training makes small: summed over a row's outputs, averaged over the rows of a batch.
 *
 * Of numbers (any count of outputs): `squared` is (p−y)²/2, so that Huber with a large delta equals it. `quantile` is
 * (1−level)(p−y) above the target and level (y−p) below. `log_cosh` is ln cosh(p−y). `poisson` takes outputs as logarithms of the mean and
 * targets of at least 0, and is half the deviance, e^p − y − y (p − ln y): PyTorch's `PoissonNLLLoss` less its smallest value.
 *
 * Of classes: `logistic` has one output (a logit) and targets from 0 to 1; `softmax` one output (a logit) per class, and the target is the
 * class's index; `focal` either of these, with one output or more, and multiplies the log-loss of a row by (1 − probability of its class)^gamma
 * (Lin et al. 2017; `gamma` 0 changes nothing). `smoothing` takes this share of a row from its class and gives it to all classes alike, as in PyTorch.
 * Weights of classes are weights of their rows (`Examples`).
 */
export type Loss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'absolute' }
  | { readonly kind: 'huber'; readonly delta: number; readonly adaptive?: AdaptiveDelta }
  | { readonly kind: 'quantile'; readonly level: number }
  | { readonly kind: 'log_cosh' }
  | { readonly kind: 'poisson' }
  | { readonly kind: 'logistic'; readonly smoothing?: number }
  | { readonly kind: 'softmax'; readonly smoothing?: number }
  | { readonly kind: 'focal'; readonly gamma: number };

/**
 * How the delta of a Huber loss follows the residuals: the first epoch has the `delta` given; at the end of each of the first `epochs`
 * epochs it becomes `factor` times the robust deviation of the residuals, 1.4826 × their median absolute deviation, of which half is that of
 * this epoch and half what was known before. Residuals are those that the steps met, of all outputs together and at most the last 4,096;
 * rows of weight 0 are not asked, other weights play no part. An epoch in which half of the residuals are equal changes nothing, and the delta never
 * falls below a thousandth of the one given.
 */
export interface AdaptiveDelta {
  readonly factor: number;
  readonly epochs: number;
}

/**
 * How a gradient g becomes a step of a parameter w, each as in PyTorch.
 *
 * | kind | w becomes |
 * |---|---|
 * | `sgd`, momentum 0 | w − rate · g: gradient descent |
 * | `sgd` | w − rate · m, with m = momentum · m + g |
 * | `sgd`, `nesterov` | w − rate · (g + momentum · m) |
 * | `rmsprop` | w − rate · g / (√v + epsilon), with v = beta · v + (1 − beta) · g²; with a momentum, m adds these up as above |
 * | `adam` | w − rate · m / (√v + epsilon), with m and v means of g and g² whose short start is corrected |
 */
export type Optimiser =
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | { readonly kind: 'rmsprop'; readonly beta: number; readonly epsilon: number; readonly momentum?: number }
  | { readonly kind: 'sgd'; readonly momentum: number; readonly nesterov?: boolean };

/**
 * What is done to a gradient that is too large: under `norm` all of it is shortened to a Euclidean norm of about `most` (divided by its norm
 * + 10⁻⁶, as PyTorch does), under `value` each number is held between −`most` and `most`.
 */
export interface Clip {
  readonly kind: 'norm' | 'value';
  readonly most: number;
}

/**
 * An average of the parameters, which predicts and is validated in their place while they train on. Running statistics of batch normalisation
 * are averaged alike.
 *
 * `exponential`: after each step; the parameters of a step count `decay` times as much as those of the step after it, and the counts sum to one
 * from the first step on. With `corrected: false` the first step's parameters count for all of the past before it, as in PyTorch's
 * `get_ema_avg_fn`, and last longer.
 *
 * `uniform`: the mean over the ends of all epochs from the share `from` of the training on, 0 to below 1 (stochastic weight averaging,
 * Izmailov et al. 2018).
 */
export type Averaging =
  | { readonly kind: 'exponential'; readonly decay: number; readonly corrected?: boolean }
  | { readonly kind: 'uniform'; readonly from: number };

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

/**
 * Columns of numbers of which the network also sees learned waves (Gorishniy et al. 2022, "On Embeddings for Numerical Features"): for a column with value x
 * and each of its frequencies w, in turns, cos(2πwx + b) with a learned phase b, or cos(2πwx) and sin(2πwx); or what a linear layer of the column's own
 * makes of these. With phases and that layer it is RealMLP's PBLD (Holzmüller et al. 2024).
 */
export interface Periodic {
  /** Places of the columns among a row's inputs, ascending; none is a level's. */
  readonly inputs: readonly number[];
  /** One wave with a phase for each frequency, or a cosine and a sine. */
  readonly waves: 'phased' | 'paired';
  /** Of each column. */
  readonly frequencies: number;
  /** Deviation of the first frequencies, which are normal around 0. */
  readonly sigma: number;
  /** Numbers that the column's own layer makes of its waves; absent: the waves themselves are seen. */
  readonly size?: number;
  /** Whether these numbers are cut off below zero; absent: they are not. */
  readonly relu?: boolean;
}

/**
 * How weighted sums are brought to one scale before the activation: each unit by its mean and variance over a batch (Ioffe and Szegedy
 * 2015), or each row by those of its units (Ba et al. 2016); then times a gain, plus a shift, both learned. As in PyTorch: ε = 10⁻⁵ is
 * added to the variance, which is the biased one.
 *
 * `batch`: a batch goes through the network whole; running statistics (unbiased variances; each batch moves them a tenth of the way) stand
 * in for a batch's in `predict`, and for a batch of a single row, which has no variance: it leaves them as they are.
 */
export type Normalisation = 'batch' | 'layer';

/** How a network is drawn before its first step; factors of inputs begin at 1, waves as `Periodic` says. */
export interface Initialisation {
  /**
   * Of the weights of a layer: variance 2 / inputs (`he`, He et al. 2015), 2 / (inputs + outputs) (`glorot`, Glorot and Bengio 2010), 1 / inputs
   * (`lecun`, LeCun et al. 1998); orthonormal columns, or rows where there are fewer (`orthogonal`, Saxe et al. 2014); or as `lecun`,
   * each unit's weights then divided by the deviation of its weighted sums over the rows to be trained on, of more than 2,048 over as many
   * random ones (`data`, RealMLP). `he+5` and `data` know neither normalisation nor skips; with them the one logit of two classes begins as
   * the difference of two.
   */
  readonly weights: 'he' | 'glorot' | 'lecun' | 'orthogonal' | 'data';
  /** Absent: uniform for `glorot`, else normal; `orthogonal` has none. */
  readonly draw?: 'uniform' | 'normal';
  /**
   * Normal with deviation 1, or minus a random mean of the unit's weighted sums at five rows (`he+5`, RealMLP after Steinwart 2019); absent:
   * zero.
   */
  readonly biases?: 'normal' | 'he+5';
  /** Normal with deviation 1; absent: from −.1 to .1. */
  readonly embeddings?: 'normal';
  /** Whether the last layer begins with weights and biases of zero; absent: it does not. */
  readonly zeroReadout?: boolean;
}

/** One network and how it is trained, fixed before the first step. `hidden` is empty for a straight line. */
export interface Plan {
  /** Numbers in a row as it is given. */
  readonly inputs: number;
  /** In the order of their inputs; absent: every input is a number. */
  readonly embeddings?: readonly Embedding[];
  /** Seen behind all other inputs, in this order; absent: none. */
  readonly pieces?: readonly Pieces[];
  /** Seen behind the pieces, column by column; absent: none. */
  readonly periodic?: Periodic;
  /** Whether each number that the first layer sees is first multiplied by a learned factor, 1 at the start; absent: it is not. */
  readonly inputScale?: boolean;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
  /** Of every hidden layer; absent: none. */
  readonly normalisation?: Normalisation;
  /**
   * Skips: the outputs of hidden layers 0, 1, 2, … (or 0, 2, 4, …) are added to those of the layer 1 (or 2) after them, behind its dropout,
   * where both are equally wide. At least two layers must be. Absent: none.
   */
  readonly residual?: 1 | 2;
  /**
   * Whether hidden unit j gives y + w(a − y), where a is the activation of y and w is learned for each unit, at first 1: the parametric
   * activation of RealMLP (Holzmüller et al. 2024). Absent: no.
   */
  readonly activationMix?: boolean;
  readonly loss: Loss;
  readonly optimiser: Optimiser;
  /** What reaches a parameter is this times its group's `decayFactors`. */
  readonly weightDecay: number;
  /**
   * `decoupled` (absent): a parameter becomes (1 − rate · decay) times itself beside its step, as in AdamW. `coupled`: decay times the
   * parameter is added to its gradient after clipping, as PyTorch's Adam, SGD and RMSprop do with their `weight_decay`.
   */
  readonly decay?: 'decoupled' | 'coupled';
  /** Absent: gradients stay as they are. */
  readonly clip?: Clip;
  /** Absent: the parameters themselves predict. */
  readonly averaging?: Averaging;
  /** What the learning rate is multiplied by, in a group of parameters or in the first or last layer (a straight line is a last layer); absent: 1. */
  readonly rateFactors?: Readonly<Partial<Record<Group | 'first' | 'last', number>>>;
  /** What weight decay is multiplied by in a group or in the first or last layer; absent: 0 for biases and normalisation, 1 for all others. */
  readonly decayFactors?: Readonly<Partial<Record<Group | 'first' | 'last', number>>>;
  /**
   * Under `ntk` a layer's weights are trained as V with W = V / √inputs (Jacot et al. 2018; RealMLP): steps, weight decay and clipping are
   * those of V. The network's weights, first weights included, are W either way. Absent: `standard`, W itself.
   */
  readonly parametrisation?: 'standard' | 'ntk';
  /** Absent: uniform, with half the variance of He's and Glorot's (src/network/engine/first-weights.ts). */
  readonly initialisation?: Initialisation;
  /** Share of each hidden layer's units that a training step leaves out, 0 to below 1. */
  readonly dropout: number;
  /** Rows in a step, 1 to all rows; the last step of an epoch takes what is left. */
  readonly batchSize: number;
}

/** Steps in one epoch. */
export const stepsPerEpoch = (rows: number, batchSize: number) => Math.ceil(rows / batchSize);
