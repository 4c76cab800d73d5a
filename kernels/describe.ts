import { BATCH, NOT_NORMALISED } from './codes';
import { describeWaves, inputScale, noInputParts, waves, waveWidth } from './inputs';
import { CHUNK, padded, reserve } from './layout';
import { embeddingAt, layerAt, MOST_LAYERS, plan } from './plan';
import { beginSegments } from './segments';

// How a network is described, part after part, before it is laid out.

/** Starts a network without layers over the examples. */
export function beginNetwork(activation: i32, loss: i32, lossParameter: f32, batchSize: i32): void {
  plan.embeddingsAt = plan.networkAt;
  plan.embeddings = 0;
  plan.embeddedWidth = 0;
  plan.pieces = 0;
  plan.piecesAt = plan.networkAt;
  plan.piecesEnd = plan.networkAt;
  plan.describedEnd = plan.networkAt;
  noInputParts();
  plan.layers = 0;
  plan.activation = activation;
  plan.loss = loss;
  plan.lossParameter = lossParameter;
  plan.smoothing = 0;
  plan.adaptEpochs = 0;
  plan.batchSize = batchSize;
  setHidden(NOT_NORMALISED, 0, false);
  beginSegments();
}

/** What hidden layers do beside weighted sums, activation and dropout. */
export function setHidden(normalisation: i32, residual: i32, mixes: bool): void {
  plan.normalisation = normalisation;
  plan.residual = residual;
  plan.mixes = mixes;
  plan.chunk = normalisation == BATCH ? max(CHUNK, padded(plan.batchSize, 8)) : CHUNK;
}

export function setOptimiser(kind: i32, beta1: f64, beta2: f64, epsilon: f64, weightDecay: f64): void {
  plan.optimiser = kind;
  plan.beta1 = beta1;
  plan.beta2 = beta2;
  plan.epsilon = epsilon;
  plan.weightDecay = weightDecay;
}

/** How the gradient is clipped (0: not), at which norm or value; and whether weight decay is part of it. */
export function setGradient(clip: i32, clipAt: f64, coupled: bool): void {
  plan.clip = clip;
  plan.clipAt = clipAt;
  plan.coupled = coupled;
}

/** Which average of the parameters is kept; 0: none. */
export function setAveraging(kind: i32, decay: f64, corrected: bool): void {
  plan.averaging = kind;
  plan.averageDecay = decay;
  plan.averageCorrected = corrected;
}

/** Makes Huber's delta `factor` times the deviation of the residuals, which the ends of the first `epochs` epochs measure. */
export function setAdaptiveHuber(factor: f64, epochs: u32): void {
  plan.adaptFactor = factor;
  plan.adaptEpochs = epochs;
}

/** `share` of each label is spread over all classes. */
export function setSmoothing(share: f32): void {
  plan.smoothing = share;
}

/** `share` of the hidden units are left out in a step, drawn from `key`. */
export function setDropout(share: f64, key: u32): void {
  plan.dropout = share;
  plan.dropoutKey = key;
  dropNow(share);
}

/** The share that the next steps leave out. */
export function dropNow(share: f64): void {
  plan.dropoutBelow = <i32>nearest(share * 16777216.0);
  plan.keepScale = <f32>(1.0 / (1.0 - share));
}

/**
 * Makes `column` of the rows the index of a level, 0 … levels−1 or −1, which the first layer sees as `size` learned numbers; false when
 * there is no room. In the order of the columns, before the first layer.
 */
export function addEmbedding(column: i32, levels: i32, size: i32): bool {
  const index = plan.embeddings;
  plan.embeddings = index + 1;
  if (!reserve(plan.embeddingsAt + <usize>plan.embeddings * 32)) return false;
  const embedding = embeddingAt(index);
  embedding.column = column;
  embedding.levels = levels;
  embedding.size = size;
  embedding.rowBytes = <usize>padded(size, 4) * 4;
  plan.embeddedWidth += size;
  plan.piecesAt = plan.embeddingsAt + <usize>plan.embeddings * 32;
  plan.piecesEnd = plan.piecesAt;
  plan.describedEnd = plan.piecesEnd;
  return true;
}

/**
 * Lets the first layer see `count` pieces of a column beside the column itself; the caller then writes where each begins and one over its
 * length at the address given, `count` numbers each, the second ones a multiple of 16 bytes behind the first. 0 when there is no room. After
 * the embeddings, before the first layer.
 */
export function addPieces(column: i32, count: i32): usize {
  const at = plan.piecesEnd;
  plan.pieces += count;
  plan.piecesEnd = at + 16 + 2 * <usize>padded(count, 4) * 4;
  plan.describedEnd = plan.piecesEnd;
  if (!reserve(plan.piecesEnd)) return 0;
  store<i32>(at, column);
  store<i32>(at, count, 4);
  return at + 16;
}

/**
 * Lets the first layer see waves of `columns` columns beside the columns themselves (inputs.ts); the caller then writes the columns' places,
 * i32, at the address given. 0 when there is no room. After the pieces, before the first layer.
 */
export function addWaves(columns: i32, frequencies: i32, paired: bool, size: i32, relu: bool): usize {
  describeWaves(columns, frequencies, paired, size, relu);
  waves.columnsAt = plan.piecesEnd;
  plan.describedEnd = plan.piecesEnd + <usize>padded(columns, 4) * 4;
  return reserve(plan.describedEnd) ? waves.columnsAt : 0;
}

/** Gives each number that the first layer sees a learned factor. */
export function addInputScale(): void {
  inputScale.on = true;
}

/** Adds a layer of `width` units after those added before. */
export function addLayer(width: i32): void {
  const index = plan.layers;
  if (index == MOST_LAYERS) unreachable();
  const layer = layerAt(index);
  plan.piecesFrom = plan.inputs - plan.embeddings + plan.embeddedWidth;
  waves.from = plan.piecesFrom + plan.pieces;
  const seen = waves.from + waves.columns * waveWidth();
  layer.depth = index == 0 ? seen : layerAt(index - 1).width;
  layer.paddedDepth = index == 0 ? padded(seen, 4) : layerAt(index - 1).paddedWidth;
  layer.width = width;
  layer.paddedWidth = padded(width, 8);
  plan.layers = index + 1;
}

/** What changes in the next epoch beside the rates: its factors lie behind them, `steps` of weight decay and `steps` of dropout. */
export function setCourse(decays: bool, dropouts: bool, averages: bool): void {
  const bytes = <usize>((plan.rows + plan.batchSize - 1) / plan.batchSize) * 4;
  plan.decaysAt = decays ? plan.ratesAt + bytes : 0;
  plan.dropoutsAt = dropouts ? plan.ratesAt + 2 * bytes : 0;
  plan.averages = averages;
}
