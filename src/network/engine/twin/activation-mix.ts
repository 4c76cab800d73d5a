import type { Activation } from '../../plan.js';
import { activations } from './activation.js';
import type { Layer } from './layer.js';
import { elementwise, type Passed, type Rows } from './passed.js';

/** y + w (a − y), a the activation of y and w learned for each unit (Plan.activationMix). */
export function mixed(activation: Activation, { mix }: Layer, y: Rows): Passed<Layer> {
  const gaps = y.map((row) => row.map((sum) => activations[activation](sum).value - sum));
  const { values, back } = elementwise(y, (sum, row, unit) => {
    const [w, gap] = [mix![unit]!, gaps[row]![unit]!];
    return { value: sum + w * gap, slope: 1 + w * (activations[activation](sum).slope - 1) };
  });
  return {
    values,
    back: (slopes, gradients) => {
      slopes.forEach((row, i) => {
        row.forEach((slope, j) => {
          gradients.mix![j]! += slope * gaps[i]![j]!;
        });
      });
      return back(slopes, gradients);
    },
  };
}
