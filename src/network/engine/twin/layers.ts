import type { Plan } from '../../plan.js';
import { dropoutMask } from '../mix.js';
import { activations } from './activation.js';
import { type Layer, weightedSums } from './layer.js';
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
}

/** A batch through all layers, as kernels/hidden.ts; without `dropping` as a prediction. */
export function throughLayers(plan: Plan, layers: readonly Layer[], x: Rows, dropping?: Dropping): Trace {
  const met: Rows[] = [];
  const passed: Passed<Layer>[] = [];
  layers.forEach((layer, index) => {
    const into = passed.at(-1)?.values ?? x;
    const last = index === layers.length - 1;
    passed.push(last ? weightedSums(layer, into) : hidden(plan, layer, index, into));
  });
  return {
    met,
    values: passed.at(-1)!.values,
    back: (slopes, gradients) =>
      passed.reduceRight((deltas, part, index) => part.back(deltas, gradients[index]!), slopes),
  };

  function hidden({ activation }: Plan, layer: Layer, index: number, into: Rows): Passed<Layer> {
    const drop = (a: Rows) => dropped({ ...dropping!, layer: index }, a);
    return through<Layer>(into, [
      (into) => weightedSums(layer, into),
      (sums) => {
        met.push(sums);
        return elementwise(sums, activations[activation]);
      },
      ...(dropping !== undefined && dropping.share > 0 ? [drop] : []),
    ]);
  }
}

/** Units after dropout: left out, or scaled up. */
function dropped(place: Dropping & { readonly layer: number }, x: Rows): Passed<unknown> {
  const masks = x.map(({ length }, row) => dropoutMask(place.key, { ...place, row, units: length }));
  return elementwise(x, (number, row, unit) => {
    const slope = masks[row]![unit] ? 1 / (1 - place.share) : 0;
    return { value: number * slope, slope };
  });
}
