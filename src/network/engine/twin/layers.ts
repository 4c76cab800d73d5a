import { skipSource } from '../../count.js';
import type { Plan } from '../../plan.js';
import { dropoutMask } from '../mix.js';
import { activations } from './activation.js';
import { mixed } from './activation-mix.js';
import { type Layer, weightedSums } from './layer.js';
import {
  batchStatistics,
  isCentred,
  normalisedByBatch,
  normalisedByRow,
  normalisedByRunning,
  type Statistics,
} from './normalisation.js';
import { elementwise, type Passed, type Rows, through } from './passed.js';

/** What drops units in a training step. */
export interface Dropping {
  readonly key: number;
  readonly step: number;
  readonly share: number;
}

/** A batch's way through all layers. */
export interface Trace extends Passed<readonly Layer[]> {
  /** What met the activation of each hidden layer. */
  readonly met: readonly Rows[];
  /** Of each hidden layer that was normalised by them. */
  readonly statistics: readonly Statistics[];
}

/** A batch through all layers, as kernels/hidden.ts; without `dropping` as a prediction. */
export function throughLayers(plan: Plan, layers: readonly Layer[], x: Rows, dropping?: Dropping): Trace {
  const met: Rows[] = [];
  const statistics: Statistics[] = [];
  const passed: Passed<Layer>[] = [];
  layers.forEach((layer, index) => {
    const into = passed.at(-1)?.values ?? x;
    const last = index === layers.length - 1;
    passed.push(last ? weightedSums(layer, into) : hidden(layer, index, into));
  });
  return {
    met,
    statistics,
    values: passed.at(-1)!.values,
    back: (slopes, gradients) => backThrough(plan, passed, slopes, gradients),
  };

  function hidden(layer: Layer, index: number, into: Rows): Passed<Layer> {
    const { activation, normalisation, activationMix } = plan;
    const centred = isCentred(normalisation, into, dropping !== undefined);
    const drop = (a: Rows) => dropped({ ...dropping!, layer: index }, a);
    const part = through<Layer>(into, [
      (into) => weightedSums(layer, into, centred),
      ...(normalisation ? [normalised] : []),
      (sums) => {
        met.push(sums);
        return activationMix ? mixed(activation, layer, sums) : elementwise(sums, activations[activation]);
      },
      ...(dropping !== undefined && dropping.share > 0 ? [drop] : []),
    ]);
    const source = skipSource(plan, index);
    if (source === undefined) return part;
    return { ...part, values: plus(part.values, passed[source]!.values) };

    function normalised(z: Rows): Passed<Layer> {
      if (normalisation === 'layer') return normalisedByRow(layer, z);
      if (!centred) return normalisedByRunning(layer, z);
      const own = batchStatistics(z);
      statistics.push(own);
      return normalisedByBatch(layer, z, own);
    }
  }
}

/** Backwards: what flows into a layer with a skip also flows to where the skip begins. */
function backThrough(
  plan: Plan,
  passed: readonly Passed<Layer>[],
  slopes: Rows,
  gradients: readonly Layer[],
): Rows {
  const skipped = new Map<number, Rows>();
  return passed.reduceRight((after, part, index) => {
    const beside = skipped.get(index);
    const into = beside ? plus(after, beside) : after;
    const source = index < plan.hidden.length ? skipSource(plan, index) : undefined;
    if (source !== undefined) skipped.set(source, into);
    return part.back(into, gradients[index]!);
  }, slopes);
}

const plus = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));

/** Units after dropout: left out, or scaled up. */
function dropped(place: Dropping & { readonly layer: number }, x: Rows): Passed<unknown> {
  const masks = x.map(({ length }, row) => dropoutMask(place.key, { ...place, row, units: length }));
  return elementwise(x, (number, row, unit) => {
    const slope = masks[row]![unit] ? 1 / (1 - place.share) : 0;
    return { value: number * slope, slope };
  });
}
