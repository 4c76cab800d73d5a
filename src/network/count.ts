import type { Plan } from './plan.js';

/** What the count of a network's parameters depends on. */
export type Shape = Pick<Plan, 'inputs' | 'embeddings' | 'pieces' | 'hidden' | 'outputs'>;

/** Numbers of a row that embeddings give the first layer. */
export const embeddedWidth = ({ embeddings = [] }: Pick<Shape, 'embeddings'>) =>
  embeddings.reduce((sum, { size }) => sum + size, 0);

/** Pieces of all columns of a row. */
const pieceCount = ({ pieces = [] }: Pick<Shape, 'pieces'>) =>
  pieces.reduce((sum, { edges }) => sum + edges.length - 1, 0);

/** Numbers that the first layer sees: the embeddings' vectors in their order, then the row's other inputs, then the pieces. */
export const firstDepth = (shape: Pick<Shape, 'inputs' | 'embeddings' | 'pieces'>) =>
  shape.inputs - (shape.embeddings?.length ?? 0) + embeddedWidth(shape) + pieceCount(shape);

/** Inputs and outputs of each layer, first to last. */
export function layerShapes(shape: Shape): { depth: number; width: number }[] {
  const widths = [...shape.hidden, shape.outputs];
  return widths.map((width, i) => ({ depth: i === 0 ? firstDepth(shape) : widths[i - 1], width }));
}

/** Weights and biases of all layers. */
export const layerParameters = (shape: Shape) =>
  layerShapes(shape).reduce((sum, { depth, width }) => sum + (depth + 1) * width, 0);

/** Numbers in the tables of all embeddings. */
export const tableParameters = ({ embeddings = [] }: Pick<Shape, 'embeddings'>) =>
  embeddings.reduce((sum, { levels, size }) => sum + levels * size, 0);

/** Everything that is learned: embeddings, weights and biases. */
export const parameterCount = (shape: Shape) => tableParameters(shape) + layerParameters(shape);

/**
 * Floating-point operations of one epoch by the usual count: 6 for each weight, bias and row (2 forward, 4 backward). Looking embeddings up
 * is not counted.
 */
export const epochFlops = (shape: Shape, rows: number) => 6 * layerParameters(shape) * rows;

/** Numbers in a row of targets: one for each output, but a single class index for softmax. */
export function targetWidth({ outputs, loss }: Pick<Plan, 'outputs' | 'loss'>): number {
  return loss.kind === 'softmax' ? 1 : outputs;
}
