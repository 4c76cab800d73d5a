import type { Plan } from './plan.js';

type Shape = Pick<Plan, 'inputs' | 'hidden' | 'outputs'>;

/** Inputs and outputs of each layer, first to last. */
export function layerShapes({ inputs, hidden, outputs }: Shape): { depth: number; width: number }[] {
  const widths = [...hidden, outputs];
  return widths.map((width, i) => ({ depth: i === 0 ? inputs : widths[i - 1], width }));
}

/** Weights and biases together. */
export function parameterCount(shape: Shape): number {
  return layerShapes(shape).reduce((sum, { depth, width }) => sum + (depth + 1) * width, 0);
}

/** Floating-point operations of one epoch by the usual count: 6 for each parameter and row (2 forward, 4 backward). */
export function epochFlops(shape: Shape, rows: number): number {
  return 6 * parameterCount(shape) * rows;
}

/** Numbers in a row of targets: one for each output, but a single class index for softmax. */
export function targetWidth({ outputs, loss }: Pick<Plan, 'outputs' | 'loss'>): number {
  return loss.kind === 'softmax' ? 1 : outputs;
}
