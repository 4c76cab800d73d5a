import {
  layerShapes,
  periodicParameters,
  type Shape,
  scaleParameters,
  type UnitPart,
  unitParts,
} from './count.js';
import type { Group, Plan } from './plan.js';

/** Parameters that lie together in file order and are stepped alike. */
export interface Segment {
  readonly length: number;
  /** Learning rates are multiplied by it. */
  readonly rate: number;
  /** A parameter here is this many times the one that is trained: 1 / √inputs for weights under NTK parametrisation, else 1. */
  readonly scale: number;
  /** Weight decay is multiplied by it, beside the rate. */
  readonly decay: number;
}

/** A part of the parameters: `inputs` are those of the layer whose weights it holds. */
interface Part {
  readonly group: Group | 'statistics';
  readonly place?: 'first' | 'last';
  readonly inputs?: number;
  readonly length: number;
}

/** The parameters' parts in file order. */
function partsOf(shape: Shape): Part[] {
  const shapes = layerShapes(shape);
  const tables = (shape.embeddings ?? []).map(({ levels, size }): Part => {
    return { group: 'embeddings', length: levels * size };
  });
  const layers = shapes.flatMap(({ depth, width }, i): Part[] => {
    const place = i === shapes.length - 1 ? 'last' : i === 0 ? 'first' : undefined;
    return [
      { group: 'weights', place, inputs: depth, length: depth * width },
      { group: 'biases', place, length: width },
      ...(place === 'last' ? [] : unitParts(shape)).map((part): Part => {
        return { group: groupOf[part], place, length: width };
      }),
    ];
  });
  const inputs: Part[] = [
    { group: 'periodic', length: periodicParameters(shape) },
    { group: 'inputScale', length: scaleParameters(shape) },
  ];
  return [...tables, ...inputs.filter(({ length }) => length > 0), ...layers];
}

const groupOf: Record<UnitPart, Part['group']> = {
  gain: 'normalisation',
  shift: 'normalisation',
  runningMean: 'statistics',
  runningVariance: 'statistics',
  mix: 'mix',
};

/** The groups by the numbers that the kernels know them by (kernels/segments.ts). */
export const groups: readonly Group[] = [
  'weights',
  'biases',
  'embeddings',
  'inputScale',
  'periodic',
  'mix',
  'normalisation',
];

/** What learning rates are multiplied by in a group or a layer's place. */
export const rateFactor = ({ rateFactors }: Plan, name: Group | 'first' | 'last' | undefined) =>
  name === undefined ? 1 : (rateFactors?.[name] ?? 1);

/** What weight decay is multiplied by in a group or a layer's place. */
export const decayFactor = ({ decayFactors }: Plan, name: Group | 'first' | 'last' | undefined) =>
  name === undefined ? 1 : (decayFactors?.[name] ?? (name === 'biases' || name === 'normalisation' ? 0 : 1));

/** How each range of the parameters is stepped, in file order. */
export const segmentsOf = (plan: Plan): Segment[] =>
  partsOf(plan).map(({ group, place, inputs, length }) => {
    if (group === 'statistics') return { length, rate: 0, scale: 1, decay: 0 };
    const rate = rateFactor(plan, group) * rateFactor(plan, place);
    const scaled = plan.parametrisation === 'ntk' && inputs !== undefined;
    return {
      length,
      rate,
      scale: scaled ? 1 / Math.sqrt(inputs) : 1,
      decay: decayFactor(plan, group) * decayFactor(plan, place),
    };
  });
