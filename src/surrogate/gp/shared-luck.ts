import { exp } from '../../math/elementary.js';
import type { Covariance } from './covariance.js';
import type { Matrix } from './workspace.js';

// Observations of one training have its seed's luck in common: with ν for each two of the same training,
//   k'(i, j)   k(xᵢ, xⱼ) + ν·[i and j are of one training]
//   θ          that of k, then log ν
// New points have no luck: what is believed of them is what is expected over seeds.

/** A covariance with what observations of the same training share; `groups` has the places of each training's observations. */
export function withSharedLuck(inner: Covariance, groups: readonly (readonly number[])[]): Covariance {
  const pairs = groups.flatMap((group) =>
    group.flatMap((i) => group.filter((j) => j <= i).map((j) => [i, j] as const)),
  );
  let luck = 1;
  let last: Matrix | undefined;

  function add(to: Matrix, amount: number): void {
    const [numbers, step] = [to.numbers(), to.stride / 8];
    for (const [i, j] of pairs) numbers[i * step + j]! += amount;
  }

  return {
    ...inner,
    size: inner.size + 1,
    set(theta) {
      luck = exp(theta[inner.size]!);
      return inner.set(theta) + luck;
    },
    matrix(points, to) {
      inner.matrix(points, to);
      add(to, luck);
      last = to;
    },
    pull(g) {
      const [numbers, step] = [g.numbers(), g.stride / 8];
      const sum = pairs.reduce((all, [i, j]) => all + (i === j ? 0.5 : 1) * numbers[i * step + j]!, 0);
      // The inner one may read its own matrix again.
      if (last !== undefined) add(last, -luck);
      last = undefined;
      return Float64Array.of(...inner.pull(g), luck * sum);
    },
  };
}
