import type { Plan } from '../../plan.js';
import type { Segment } from '../../segments.js';

/**
 * The gradient as the optimiser sees it, seen from the parameters that are trained (V in W = scale · V): clipped, and with coupled weight
 * decay added. As kernels/clip.ts.
 */
export function preparedGradient(
  { clip, decay }: Plan,
  { gradient, weights, segments, weightDecay }: Unprepared,
): Float64Array {
  const slopes = each(gradient, segments, (slope, { scale }) => scale * slope);
  const clipped = clip === undefined ? slopes : clippedTo(clip, slopes);
  if (decay !== 'coupled') return clipped;
  return each(
    clipped,
    segments,
    (slope, segment, i) => slope + (weightDecay * segment.decay * weights[i]) / segment.scale,
  );
}

export interface Unprepared {
  readonly gradient: Float64Array;
  readonly weights: Float64Array;
  readonly segments: readonly Segment[];
  readonly weightDecay: number;
}

function clippedTo({ kind, most }: NonNullable<Plan['clip']>, slopes: Float64Array): Float64Array {
  if (kind === 'value') return slopes.map((slope) => Math.max(-most, Math.min(most, slope)));
  const norm = Math.sqrt(slopes.reduce((sum, slope) => sum + slope * slope, 0));
  const factor = Math.min(1, most / (norm + 1e-6));
  return slopes.map((slope) => slope * factor);
}

function each(
  numbers: Float64Array,
  segments: readonly Segment[],
  change: (number: number, segment: Segment, i: number) => number,
): Float64Array {
  const changed = new Float64Array(numbers.length);
  let i = 0;
  for (const segment of segments)
    for (const end = i + segment.length; i < end; i++) changed[i] = change(numbers[i], segment, i);
  return changed;
}
