import type { FloatParameter, IntegerParameter, OrdinalParameter } from '../../space/parameter.js';
import { isContinuous } from '../../space/steps.js';
import type { Axis } from './axis.js';
import { leastBandwidth } from './bandwidth.js';
import { cells } from './cells.js';
import { grown } from './grown.js';
import { lengths } from './lengths.js';
import { makeOrder, type Ordered } from './order.js';

/**
 * Kernels of a numeric hyperparameter: normal ones around the observations, truncated to [0, 1]; the wide kernel has centre ½ and width 1, and so
 * has an observation in which it is inactive.
 */
export function numericAxis(parameter: FloatParameter | IntegerParameter | OrdinalParameter): Axis {
  const order = makeOrder();
  const keeper = isContinuous(parameter) ? lengths() : cells(parameter);
  let widths = new Float64Array(16);
  let count = 0;

  /** The rule of bandwidth.ts, and word of the widths that changed. */
  function widen({ observations, places }: Ordered) {
    const last = places.length - 1;
    const least = leastBandwidth(places.length);
    for (let i = 0; i <= last; i++) {
      const here = places[i]!;
      const left = i > 0 ? here - places[i - 1]! : last === 0 ? here : 0;
      const right = i < last ? places[i + 1]! - here : last === 0 ? 1 - here : 0;
      const gap = Math.max(left, right);
      const width = gap < least ? least : Math.min(1, gap);
      const observation = observations[i]!;
      if (widths[observation] === width) continue;
      widths[observation] = width;
      keeper.widen(observation, here, width);
    }
  }

  return {
    add(place) {
      if (count === widths.length) widths = grown(widths);
      widths[count++] = 0;
      order.add(place);
      keeper.add(place);
    },
    keepFirst(kept) {
      count = kept;
      order.keepFirst(kept);
      keeper.keepFirst(kept);
    },
    choose(choice) {
      widen(order.of(choice));
      return keeper.choose(choice);
    },
  };
}
