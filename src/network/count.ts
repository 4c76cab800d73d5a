import type { Periodic, Plan } from './plan.js';

/** What the count of a network's parameters depends on. */
export type Shape = Pick<
  Plan,
  | 'inputs'
  | 'embeddings'
  | 'pieces'
  | 'periodic'
  | 'inputScale'
  | 'hidden'
  | 'outputs'
  | 'normalisation'
  | 'activationMix'
>;

/** Numbers of a row that embeddings give the first layer. */
export const embeddedWidth = ({ embeddings = [] }: Pick<Shape, 'embeddings'>) =>
  embeddings.reduce((sum, { size }) => sum + size, 0);

/** Pieces of all columns of a row. */
const pieceCount = ({ pieces = [] }: Pick<Shape, 'pieces'>) =>
  pieces.reduce((sum, { edges }) => sum + edges.length - 1, 0);

/** Waves of one column. */
export const waveCount = ({ waves, frequencies }: Periodic) =>
  waves === 'paired' ? 2 * frequencies : frequencies;

/** Numbers that one column's waves give the first layer. */
export const waveWidth = (periodic: Periodic) => periodic.size ?? waveCount(periodic);

/** Numbers that are learned for one column with waves. */
const waveParameters = (periodic: Periodic) => {
  const { waves, frequencies, size = 0 } = periodic;
  return (waves === 'phased' ? 2 : 1) * frequencies + (size > 0 ? (waveCount(periodic) + 1) * size : 0);
};

const periodicWidth = ({ periodic }: Pick<Shape, 'periodic'>) =>
  periodic === undefined ? 0 : periodic.inputs.length * waveWidth(periodic);

/** Numbers that are learned of all waves. */
export const periodicParameters = ({ periodic }: Pick<Shape, 'periodic'>) =>
  periodic === undefined ? 0 : periodic.inputs.length * waveParameters(periodic);

/**
 * Numbers that the first layer sees: the embeddings' vectors in their order, then the row's other inputs, then the pieces, then what waves
 * give.
 */
export const firstDepth = (shape: Pick<Shape, 'inputs' | 'embeddings' | 'pieces' | 'periodic'>) =>
  shape.inputs -
  (shape.embeddings?.length ?? 0) +
  embeddedWidth(shape) +
  pieceCount(shape) +
  periodicWidth(shape);

/** Learned factors of what the first layer sees. */
export const scaleParameters = (shape: Shape) => (shape.inputScale ? firstDepth(shape) : 0);

/** Everything that is learned before the first layer: embeddings, waves and factors. */
export const inputParameters = (shape: Shape) =>
  tableParameters(shape) + periodicParameters(shape) + scaleParameters(shape);

/** Inputs and outputs of each layer, first to last. */
export function layerShapes(shape: Shape): { depth: number; width: number }[] {
  const widths = [...shape.hidden, shape.outputs];
  return widths.map((width, i) => ({ depth: i === 0 ? firstDepth(shape) : widths[i - 1], width }));
}

/** Weights and biases of all layers. */
export const layerParameters = (shape: Shape) =>
  layerShapes(shape).reduce((sum, { depth, width }) => sum + (depth + 1) * width, 0);

/** The hidden layer whose outputs are added to those of hidden layer `index`, if any (Plan.residual). */
export function skipSource({ hidden, residual }: Pick<Plan, 'hidden' | 'residual'>, index: number) {
  if (residual === undefined || index === 0 || index % residual !== 0) return undefined;
  return hidden[index - residual] === hidden[index] ? index - residual : undefined;
}

/** Whether there is a skip where the plan asks for skips. */
export const canSkip = (plan: Pick<Plan, 'hidden' | 'residual'>) =>
  plan.residual === undefined || plan.hidden.some((_, index) => skipSource(plan, index) !== undefined);

/** Numbers that each hidden unit has beside its weights and bias, in file order. */
export function unitParts({ normalisation, activationMix }: Partial<Shape>): UnitPart[] {
  const learned: UnitPart[] = normalisation ? ['gain', 'shift'] : [];
  const running: UnitPart[] = normalisation === 'batch' ? ['runningMean', 'runningVariance'] : [];
  return [...learned, ...running, ...(activationMix ? ['mix' as const] : [])];
}

export type UnitPart = 'gain' | 'shift' | 'runningMean' | 'runningVariance' | 'mix';

/** Those of all hidden units. */
export const unitParameters = (shape: Shape) =>
  unitParts(shape).length * shape.hidden.reduce((sum, width) => sum + width, 0);

/** Numbers in the tables of all embeddings. */
export const tableParameters = ({ embeddings = [] }: Pick<Shape, 'embeddings'>) =>
  embeddings.reduce((sum, { levels, size }) => sum + levels * size, 0);

/** Everything that is learned, and running statistics. */
export const parameterCount = (shape: Shape) =>
  inputParameters(shape) + layerParameters(shape) + unitParameters(shape);

/**
 * Floating-point operations of one epoch by the usual count: 6 for each weight, bias and row (2 forward, 4 backward). Looking embeddings up
 * and making waves is not counted.
 */
export const epochFlops = (shape: Shape, rows: number) => 6 * layerParameters(shape) * rows;

/** Whether a target is the index of a class, with one output for each class. */
export const countsClasses = ({ outputs, loss }: Pick<Plan, 'outputs' | 'loss'>): boolean =>
  loss.kind === 'softmax' || (loss.kind === 'focal' && outputs > 1);

/** Numbers in a row of targets: one for each output, but a single index where that is a class. */
export const targetWidth = (plan: Pick<Plan, 'outputs' | 'loss'>): number =>
  countsClasses(plan) ? 1 : plan.outputs;
