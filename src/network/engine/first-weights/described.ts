import { type Stream, stream } from '../../../math/random.js';
import { inputParameters, layerShapes, tableParameters, unitParts } from '../../count.js';
import type { Initialisation, Plan } from '../../plan.js';
import { roomFor, rowsOfBlock } from '../blocks.js';
import type { NetworkSeed } from '../engine.js';
import { type Held, isWindowed } from '../held.js';
import { activations } from '../twin/activation.js';
import { firstOf, seen } from '../twin/first.js';
import { biasesAmong, deviations, type Matrix, product } from './data-driven.js';
import { fillNormal } from './fill.js';
import { fillNamed } from './named.js';
import { firstOfUnit } from './unit.js';

/** Rows through which data-driven weights are drawn; of more rows so many random ones. */
const mostRows = 2048;

/**
 * Fills the layers as the plan's `initialisation` says, in file order behind the inputs' parameters, which are there; from the stream
 * `weights`, and the rows from `weights:rows`.
 */
export function fillDescribed(
  plan: Plan,
  initialisation: Initialisation,
  parameters: Float32Array,
  { seed, trial }: NetworkSeed,
  held: Held,
) {
  if (initialisation.embeddings === 'normal')
    fillNormal(parameters.subarray(0, tableParameters(plan)), 1, stream(seed, trial, 'embeddings'));
  const random = stream(seed, trial, 'weights');
  const byData = initialisation.weights === 'data' || initialisation.biases === 'he+5';
  let x = byData ? sampled(plan, parameters, inputsOf(held), stream(seed, trial, 'weights:rows')) : undefined;
  let at = inputParameters(plan);
  const next = (length: number) => parameters.subarray(at, (at += length));
  layerShapes(plan).forEach(({ depth, width }, index) => {
    const last = index === plan.hidden.length;
    const layer = { depth, width, weights: next(depth * width), biases: next(width) };
    if (!last) for (const part of unitParts(plan)) next(width).fill(firstOfUnit[part]);
    if (last && initialisation.zeroReadout) return;
    // The one logit of two classes is the difference of the two that softmax would have.
    const copies = last && plan.loss.kind === 'logistic' && byData ? 2 : 1;
    const drawn = Array.from({ length: copies }, () => drawLayer(initialisation, layer, x, random));
    layer.weights.set(drawn[0]!.weights.map((w, i) => w - (drawn[1]?.weights[i] ?? 0)));
    layer.biases.set(drawn[0]!.biases.map((b, j) => b - (drawn[1]?.biases[j] ?? 0)));
    if (x && !last) x = activated(plan, product(x, layer.weights, width), layer.biases);
  });
}

interface Drawn {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/** One layer's weights and biases, given what it sees of the rows. */
function drawLayer(
  initialisation: Initialisation,
  { depth, width }: { readonly depth: number; readonly width: number },
  x: Matrix | undefined,
  random: Stream,
): Drawn {
  const weights = new Float32Array(depth * width);
  const biases = new Float32Array(width);
  fillNamed(weights, initialisation, { depth, width }, random);
  if (x && initialisation.weights === 'data') {
    const spread = deviations(product(x, weights, width));
    // Sums that are the same for all rows have nothing to be brought to 1.
    weights.forEach((w, i) => {
      weights[i] = spread[i % width]! > 0 ? w / spread[i % width]! : w;
    });
  }
  if (x && initialisation.biases === 'he+5') biases.set(biasesAmong(product(x, weights, width), random));
  if (initialisation.biases === 'normal') fillNormal(biases, 1, random);
  return { weights, biases };
}

/** Those of the rows in memory; of blocks, those of the first. */
function inputsOf(held: Held): Float32Array {
  if (!isWindowed(held)) return held.inputs;
  const room = roomFor(held.blocks, rowsOfBlock(held.blocks, 0));
  held.blocks.read(0, room);
  return room.inputs;
}

/** What the first layer sees of the rows, or of a sample of them. */
function sampled(plan: Plan, parameters: Float32Array, inputs: Float32Array, random: Stream): Matrix {
  const rows = inputs.length / plan.inputs;
  const chosen = Array.from({ length: Math.min(rows, mostRows) }, (_, i) =>
    rows > mostRows ? random.below(rows) : i,
  );
  const given = chosen.map((row) => inputs.subarray(row * plan.inputs, (row + 1) * plan.inputs));
  const first = firstOf(Float64Array.from(parameters.subarray(0, inputParameters(plan))), plan);
  const { values } = seen(plan, first, given);
  return { rows: chosen.length, width: values[0]!.length, numbers: Float64Array.from(values.flat()) };
}

function activated({ activation }: Plan, { rows, width, numbers }: Matrix, biases: Float32Array): Matrix {
  const respond = activations[activation];
  return { rows, width, numbers: numbers.map((sum, i) => respond(sum + biases[i % width]!).value) };
}
