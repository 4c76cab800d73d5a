import { adaptDelta } from './adaptive-huber';
import { averageEpoch } from './average';
import { lossAndDeltas } from './deltas';
import { biasesGradient, narrowBackToRelu, weightedSums, weightsGradient } from './dense';
import { beginFirst, beginPredict, endFirst, firstGradient, seeRows } from './first';
import { hiddenDeltas, hiddenForward, isBareRelu } from './hidden';
import { dropNow } from './describe';
import { layerAt, plan, state } from './plan';
import { turn } from './matmul';
import { followBatch } from './normalisation';
import { gather, gatherNumbers, gatherSplats, shuffle } from './rows';
import { step } from './step';

// The way of an epoch: shuffle; then for each step gather, forward, loss, backward (chunk by chunk), update.

/**
 * The steps `from` … `until` − 1 of an epoch's window, at the rates written at `ratesAt()`: the first `rows` of the rows in memory in the order
 * named by `orderKey`, which is there already unless `shuffles`, of which the first `trained` are the window's.
 */
export function trainWindow(rows: i32, trained: i32, orderKey: u32, shuffles: bool, from: i32, until: i32): void {
  if (shuffles) shuffle(plan.orderAt, rows, orderKey);
  const now = state();
  if (now.stepInEpoch == 0) plan.residualsKept = 0;
  plan.keepsResiduals = now.epoch < plan.adaptEpochs;
  for (let i = from; i < until; i++) {
    const at = <usize>i * 4;
    const first = i * plan.batchSize;
    if (plan.dropoutsAt) dropNow(plan.dropout * <f64>load<f32>(plan.dropoutsAt + at));
    const taken = min(plan.batchSize, trained - first);
    const loss = batchGradient(first, taken);
    now.lossSum += loss;
    if (now.brokenStep == 0 && !isFinite(loss)) now.brokenStep = now.step + 1;
    followBatch(taken);
    step(load<f32>(plan.ratesAt + at), plan.decaysAt ? load<f32>(plan.decaysAt + at) : 1);
    now.stepInEpoch += 1;
  }
  plan.keepsResiduals = false;
  if (plan.dropoutsAt) dropNow(plan.dropout);
}

export function endEpoch(): void {
  if (plan.averaging) averageEpoch();
  if (plan.adaptEpochs > 0) adaptDelta();
  const now = state();
  now.epoch += 1;
  now.stepInEpoch = 0;
  now.lossSum = 0;
}

/**
 * The gradient of the mean (weighted) loss over rows `first` … `first + rows − 1` of the order, as the next step would take it; the
 * summed loss.
 */
export function batchGradient(first: i32, rows: i32): f64 {
  for (let i = 1; i < plan.layers; i++) {
    const layer = layerAt(i);
    if (layer.turned) turn(layer.paddedDepth, layer.paddedDepth, layer.paddedWidth, layer.weights, layer.turned);
  }
  beginFirst();
  const scale = <f32>(1.0 / <f64>rows);
  let loss: f64 = 0;
  for (let done = 0; done < rows; done += plan.chunk) {
    const count = min(plan.chunk, rows - done);
    gatherChunk(plan.orderAt + <usize>(first + done) * 4, count);
    forward(count, done, true);
    loss += lossAndDeltas(count, scale);
    backward(count, done > 0);
  }
  endFirst();
  return loss;
}

function gatherChunk(order: usize, rows: i32): void {
  seeRows(rows, order, plan.inputsAt);
  const weighted = plan.weightsAt != 0;
  if (plan.targetStride == 4) {
    gatherNumbers(rows, order, plan.targetsAt, plan.gatheredTargets);
    if (weighted) gatherNumbers(rows, order, plan.weightsAt, plan.gatheredWeights);
    return;
  }
  const padded = <i32>(plan.targetStride >>> 2);
  gather(rows, order, plan.targetsAt, plan.targetWidth, plan.gatheredTargets, padded);
  if (weighted) gatherSplats(rows, order, plan.weightsAt, plan.gatheredWeights, padded);
}

function forward(rows: i32, firstRow: i32, trains: bool): void {
  const last = plan.layers - 1;
  for (let i = 0; i < last; i++) hiddenForward(i, rows, firstRow, trains);
  weightedSums(layerAt(last), rows, layerAt(last).outputs);
}

function backward(rows: i32, add: bool): void {
  const last = plan.layers - 1;
  const atOnce = last > 0 && layerAt(last).paddedWidth == 1 && isBareRelu();
  if (atOnce) narrowBackToRelu(layerAt(last), layerAt(last - 1), rows, add);
  for (let i = atOnce ? last - 1 : last; i >= 0; i--) {
    const layer = layerAt(i);
    const deltas = i == last ? layer.outputs : layer.deltas;
    weightsGradient(layer, rows, deltas, add);
    if (!atOnce || i < last - 1) biasesGradient(layer, rows, deltas, add);
    if (i > 0) hiddenDeltas(i - 1, rows, deltas, add);
    else firstGradient(rows, deltas);
  }
}

/** Outputs of the first `rows` rows (at most one chunk) written at `predictAt()`, with dropout off; found at `outputsAt()`. */
export function predictRows(rows: i32): void {
  beginPredict();
  seeRows(rows, 0, plan.predictAt);
  forward(rows, 0, false);
}
