import type { Stream } from '../../../math/random.js';
import type { Initialisation } from '../../plan.js';
import { fillNormal, fillUniform } from './fill.js';
import { fillOrthogonal } from './orthogonal.js';

/** Inputs and outputs of a layer. */
interface Fans {
  readonly depth: number;
  readonly width: number;
}

type Named = Exclude<Initialisation['weights'], 'orthogonal'>;

/** The variance of a layer's weights. */
const variances: Record<Named, (fans: Fans) => number> = {
  he: ({ depth }) => 2 / depth,
  glorot: ({ depth, width }) => 2 / (depth + width),
  lecun: ({ depth }) => 1 / depth,
  data: ({ depth }) => 1 / depth,
};

/** How a kind's weights are drawn where nothing is said: as its source does. */
const usualDraw: Record<Named, 'uniform' | 'normal'> = {
  he: 'normal',
  glorot: 'uniform',
  lecun: 'normal',
  data: 'normal',
};

/** Fills a layer's weights (depth × width, row-major). */
export function fillNamed(
  weights: Float32Array,
  { weights: kind, draw }: Initialisation,
  fans: Fans,
  random: Stream,
) {
  if (kind === 'orthogonal') return fillOrthogonal(weights, fans, random);
  const deviation = Math.sqrt(variances[kind](fans));
  if ((draw ?? usualDraw[kind]) === 'normal') fillNormal(weights, deviation, random);
  else fillUniform(weights, Math.sqrt(3) * deviation, random);
}
