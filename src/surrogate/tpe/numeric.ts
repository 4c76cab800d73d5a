import type { FloatParameter, IntegerParameter, OrdinalParameter } from '../../space/parameter.js';
import { isContinuous } from '../../space/steps.js';
import type { Axis } from './axis.js';
import { cells } from './cells.js';
import type { Choice } from './choice.js';
import { grown } from './grown.js';
import { lengths } from './lengths.js';
import { makeSide, type Side } from './side.js';

/**
 * Kernels of a numeric hyperparameter: normal ones around the observations, truncated to [0, 1]; the wide kernel has centre ½ and width 1, and so
 * has an observation in which it is inactive.
 */
export function numericAxis(parameter: FloatParameter | IntegerParameter | OrdinalParameter): Axis {
  const keeper = () => (isContinuous(parameter) ? lengths() : cells(parameter));
  // The good trials and the others, each in the one that was last most like them.
  const sides: readonly [Side, Side] = [makeSide(keeper()), makeSide(keeper())];
  let placeOf = new Float64Array(16);
  let count = 0;

  return {
    add(place) {
      if (count === placeOf.length) placeOf = grown(placeOf);
      placeOf[count++] = place;
      for (const side of sides) side.add(place);
    },
    keepFirst(kept) {
      count = kept;
      for (const side of sides) side.keepFirst(kept);
    },
    choose: (choice) => nearest(sides, choice).choose(choice, placeOf),
  };
}

function nearest([first, second]: readonly [Side, Side], choice: Choice): Side {
  // Those of most observations and those of a few are seldom alike.
  const asWhole = first.last?.whole === choice.whole;
  if (asWhole !== (second.last?.whole === choice.whole)) return asWhole ? first : second;
  const isLikeFirst = leastDistance(first, choice) <= leastDistance(second, choice);
  const [likely, other] = isLikeFirst ? [first, second] : [second, first];
  const found = distance(likely, choice);
  return leastDistance(other, choice) < found && distance(other, choice) < found ? other : likely;
}

/** How many observations differ from those that a side had last; an unused one is as far as if all did. */
function distance({ last }: Side, choice: Choice): number {
  if (last === undefined) return choice.chosen.length;
  const { added, removed } = choice.since(last);
  return added.length + removed.length;
}

/** What it is at least, soon told. */
const leastDistance = ({ last }: Side, { chosen }: Choice) =>
  Math.abs(chosen.length - (last?.chosen.length ?? 0));
