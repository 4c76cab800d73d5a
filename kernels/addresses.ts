import { CHUNK } from './layout';
import { layerAt, plan, state } from './plan';

// Where the engine finds things in memory, and how far training is.

export function inputsAt(): usize {
  return plan.inputsAt;
}
export function targetsAt(): usize {
  return plan.targetsAt;
}
export function orderAt(): usize {
  return plan.orderAt;
}
export function weightsAt(): usize {
  return plan.weightsAt;
}
export function ratesAt(): usize {
  return plan.ratesAt;
}
export function stateAt(): usize {
  return plan.stateAt;
}
export function stateBytes(): usize {
  return plan.stateBytes;
}
export function fileAt(): usize {
  return plan.fileAt;
}
/** Where `predictRows` finds its inputs, at most `chunkRows()` of them. */
export function predictAt(): usize {
  return plan.predictAt;
}
export function chunkRows(): i32 {
  return CHUNK;
}
/** Where `predictRows` leaves its outputs, `outputStride()` bytes apart. */
export function outputsAt(): usize {
  return layerAt(plan.layers - 1).outputs;
}
export function outputStride(): usize {
  return layerAt(plan.layers - 1).outputStride;
}
export function epochsOver(): u32 {
  return state().epoch;
}
export function stepInEpoch(): u32 {
  return state().stepInEpoch;
}
export function brokenStep(): u32 {
  return state().brokenStep;
}
export function lossSum(): f64 {
  return state().lossSum;
}
