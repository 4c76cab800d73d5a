import { SweetspotError } from '../../error.js';
import { embeddedWidth, firstDepth, layerShapes, waveWidth } from '../count.js';
import { type Plan, stepsPerEpoch } from '../plan.js';
import { type Held, isWindowed } from './held.js';

/** WebAssembly has addresses for 4 GiB; beyond this, kernels/layout.ts would count round. */
export const mostBytes = 4e9;

/** Rows whose activations are held at a time (kernels/layout.ts). */
const chunkOf = ({ normalisation, batchSize }: Plan) =>
  normalisation === 'batch' ? Math.max(256, padded(batchSize)) : 256;

const padded = (width: number) => 8 * Math.ceil(width / 8);

/** Bytes that the kernels need for the rows: all of them, or a window's. */
export function rowsBytes(held: Held): number {
  const numbers = isWindowed(held)
    ? held.rows * (held.blocks.inputs + held.blocks.targetWidth)
    : held.inputs.length + held.targets.length;
  return 4 * (numbers + 3 * held.rows) + 1e6;
}

/** Bytes that the kernels need for a network beside the rows, rounded up. */
export function networkBytes(plan: Plan): number {
  const shapes = layerShapes(plan).map(({ depth, width }) => ({
    depth: padded(depth) + 1 + 8,
    width: padded(width) + 16,
  }));
  const tables = (plan.embeddings ?? []).reduce(
    (sum, { levels, size }) => sum + (levels + 1) * (size + 3) + 16,
    0,
  );
  const parameters = shapes.reduce(
    (sum, { depth, width }) => sum + depth * width,
    tables + wavesRoom(plan) + padded(firstDepth(plan)),
  );
  const embedded = (plan.embeddings?.length ?? 0) + padded(embeddedWidth(plan)) + 16;
  const widths = shapes.reduce((sum, { width }) => sum + width, 0);
  const arrays = 2 + (plan.normalisation ? 1 : 0) + (plan.residual || plan.activationMix ? 2 : 0);
  return (
    4 *
      ((plan.averaging ? 7 : 6) * parameters +
        chunkOf(plan) *
          (arrays * (widths + 16) +
            2 * padded(firstDepth(plan)) +
            padded(plan.inputs) +
            embedded +
            waveScratch(plan) +
            2 * (padded(plan.outputs) + 16))) +
    1e6
  );
}

/** Numbers that are learned of the waves, padded. */
const wavesRoom = ({ periodic }: Plan) =>
  periodic === undefined
    ? 0
    : periodic.inputs.length * (2 * padded(periodic.frequencies) + 8) * (padded(periodic.size ?? 0) + 1);

/** Numbers of scratch for a row's waves. */
const waveScratch = ({ periodic }: Plan) =>
  periodic === undefined
    ? 0
    : periodic.inputs.length * (2 * padded(periodic.frequencies) + 1 + padded(waveWidth(periodic))) + 16;

/** Throws when rows and network together have no room. */
export function checkRoom(plan: Plan, held: Held) {
  const factors = 8 * stepsPerEpoch(held.rows, plan.batchSize);
  const bytes = rowsBytes(held) + networkBytes(plan) + factors;
  if (bytes > mostBytes) throw outOfMemory(shapeOf(plan), bytes);
}

export const shapeOf = ({ inputs, hidden, outputs }: Plan) =>
  `a network of ${[inputs, ...hidden, outputs].join('-')}`;

export const outOfMemory = (what: string, bytes: number) =>
  new SweetspotError(
    'training',
    `${what} needs ${Math.round(bytes / 1e6)} MB of memory, more than there is (WebAssembly has at most 4,295 MB).`,
    'Use fewer rows, layers or neurons.',
  );
