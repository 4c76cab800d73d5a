// What a network is and where it lies, as the kernels know it; filled by describe.ts and layout.ts.

export const MOST_LAYERS: i32 = 64;

@unmanaged
export class Layer {
  depth: i32; // inputs
  width: i32; // outputs
  paddedDepth: i32;
  paddedWidth: i32; // 1 when narrow
  weights: usize;
  bias: usize;
  multiplied: usize; // what the inputs are multiplied by: the weights, in the first layer scaled where its inputs are
  turned: usize; // 0 where no gradient flows on: first layer, narrow layer
  inputs: usize;
  inputStride: usize; // bytes between rows
  outputs: usize;
  outputStride: usize;
  deltas: usize; // first the slope of the activation, then d loss / d weighted sum; strided as the outputs

  // Of hidden layers, 0 where they have none. First parameters, one for each unit:
  mix: usize;
  gain: usize;
  shift: usize;
  runningMean: usize;
  runningVariance: usize;
  // and what a chunk leaves: rows strided as the outputs, but statistics and `inverse` (one over a deviation) once for each unit or row.
  mean: usize;
  variance: usize;
  inverse: usize;
  normalised: usize;
  met: usize; // what met the activation, or what the mix has left of it
  outputSlopes: usize; // d loss / d outputs
  skipFrom: i32; // the hidden layer whose outputs are added to these, or −1
  skipTo: i32; // the hidden layer to whose outputs these are added, or −1
}

@unmanaged
export class Embedding {
  column: i32; // of a row as given
  levels: i32;
  size: i32;
  rowBytes: usize; // `size` numbers, padded to a multiple of 4
  table: usize;
}

@unmanaged
export class Plan {
  rows: i32;
  inputs: i32;
  targetWidth: i32;
  inputsAt: usize;
  targetsAt: usize;
  orderAt: usize;
  weightsAt: usize; // 0 where every row weighs the same
  networkAt: usize;

  embeddings: i32;
  embeddedWidth: i32; // numbers of all vectors of a row
  piecesFrom: i32; // place of a row's first piece among the first layer's inputs
  pieces: i32; // of all columns
  piecesAt: usize;
  piecesEnd: usize;
  describedEnd: usize; // of all that describes inputs
  layers: i32;
  chunk: i32; // rows that go through the network together
  activation: i32;
  normalisation: i32;
  residual: i32; // hidden layers that a skip goes around; 0: there are none
  mixes: bool;
  loss: i32;
  lossParameter: f32; // Huber's delta, a quantile's level, the focal loss's gamma
  smoothing: f32;
  adaptFactor: f64; // of an adaptive Huber loss (adaptive-huber.ts)
  adaptEpochs: u32; // in which its delta adapts; 0: never
  residualsAt: usize;
  residualsKept: i32; // of this epoch
  keepsResiduals: bool; // while an epoch trains
  optimiser: i32;
  beta1: f64; // but for Adam: the momentum
  beta2: f64;
  epsilon: f64;
  weightDecay: f64;
  coupled: bool; // weight decay is part of the gradient
  clip: i32;
  clipAt: f64;
  averaging: i32;
  averageDecay: f64;
  averageCorrected: bool;
  averages: bool; // in this epoch
  dropout: f64;
  dropoutBelow: i32; // of 2^24, now
  keepScale: f32; // 1 / (1 − dropout)
  dropoutKey: u32;
  batchSize: i32;

  embeddingsAt: usize;
  ratesAt: usize;
  decaysAt: usize; // 0 where weight decay stays as it is throughout the epoch
  dropoutsAt: usize; // likewise
  stateAt: usize;
  stateBytes: usize;
  parametersAt: usize;
  tablesBytes: usize;
  parametersBytes: usize;
  averageAt: usize;
  gradientsAt: usize;
  fileAt: usize;
  gatheredTargets: usize;
  targetStride: usize;
  gatheredWeights: usize; // strided as the targets, a row's weight beside each of its targets; 0 where there are none
  turnedEmbedded: usize; // 0 where the first layer is narrow
  vectorsAt: usize; // for each row and embedding an address
  embeddedDeltas: usize;
  embeddedStride: usize;
  predictAt: usize;
}

/** What changes in training beside the parameters and the moments. */
@unmanaged
export class State {
  epoch: u32;
  step: u32;
  beta1Power: f64; // β1^step, and so on
  beta2Power: f64;
  averagePower: f64; // likewise of the average's decay
  averaged: u32; // how often the average took parameters in
  stepInEpoch: u32;
  deviation: f64; // of the residuals, for an adaptive Huber loss; 0 before the first epoch's end
  lossSum: f64; // of the epoch's rows so far
  brokenStep: u32; // the first whose loss was not finite, counted from 1 over all epochs; 0 while there is none
}

const LAYERS: usize = memory.data(64 * 128, 16);
const PLAN: usize = memory.data(512, 16);

export const plan: Plan = changetype<Plan>(PLAN);

// @ts-ignore: decorator
@inline
export function layerAt(index: i32): Layer {
  return changetype<Layer>(LAYERS + <usize>index * 128);
}

// @ts-ignore: decorator
@inline
export function embeddingAt(index: i32): Embedding {
  return changetype<Embedding>(plan.embeddingsAt + <usize>index * 32);
}

// @ts-ignore: decorator
@inline
export function state(): State {
  return changetype<State>(plan.stateAt);
}
