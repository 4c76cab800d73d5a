import { cos, sin } from '../../../math/elementary.js';
import { waveCount } from '../../count.js';
import type { Periodic } from '../../plan.js';

/** What is learned of one column, views into the parameters in file order. */
export interface WaveColumn {
  /** Place of the column among a row's inputs. */
  readonly input: number;
  readonly frequencies: Float64Array;
  /** Empty where waves are paired. */
  readonly phases: Float64Array;
  /** Waves × size, row-major; empty where the waves themselves are seen. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** Cuts the front of an array in file order into the columns' parts, which share its memory. */
export function waveColumnsOf(parameters: Float64Array, periodic: Periodic | undefined): WaveColumn[] {
  if (periodic === undefined) return [];
  const { inputs, waves, frequencies, size = 0 } = periodic;
  let at = 0;
  const next = (length: number) => parameters.subarray(at, (at += length));
  return inputs.map((input) => ({
    input,
    frequencies: next(frequencies),
    phases: next(waves === 'phased' ? frequencies : 0),
    weights: next(waveCount(periodic) * size),
    biases: next(size),
  }));
}

/** One row of one column: the waves, their slopes by the angle, and what the column's own layer makes of them. */
export interface Waved {
  readonly x: number;
  readonly waves: readonly number[];
  readonly slopes: readonly number[];
  /** Before it is cut off; the waves themselves where there is no such layer. */
  readonly made: readonly number[];
}

export function waved(
  { input, frequencies, phases, weights, biases }: WaveColumn,
  row: ArrayLike<number>,
): Waved {
  const x = row[input]!;
  const angles = Array.from(frequencies, (w, f) => 2 * Math.PI * w * x + (phases[f] ?? 0));
  const cosines = angles.map(cos);
  const sines = angles.map(sin);
  const paired = phases.length === 0;
  const waves = paired ? [...cosines, ...sines] : cosines;
  const slopes = [...sines.map((sine) => -sine), ...(paired ? cosines : [])];
  const size = biases.length;
  const made = Array.from(biases, (bias, s) =>
    waves.reduce((sum, wave, f) => sum + wave * weights[f * size + s]!, bias),
  );
  return { x, waves, slopes, made: size > 0 ? made : waves };
}

/** Adds one row's share of a column's gradient; `deltas` are d loss / d what was made. */
export function addWaveGradient(
  { weights }: WaveColumn,
  { x, waves, slopes }: Waved,
  deltas: readonly number[],
  gradient: WaveColumn,
) {
  const size = gradient.biases.length;
  deltas.slice(0, size).forEach((delta, s) => {
    gradient.biases[s]! += delta;
    waves.forEach((wave, f) => {
      gradient.weights[f * size + s]! += wave * delta;
    });
  });
  const count = gradient.frequencies.length;
  waves.forEach((_, f) => {
    const delta =
      size > 0 ? deltas.reduce((sum, each, s) => sum + weights[f * size + s]! * each, 0) : deltas[f]!;
    const angle = slopes[f]! * delta;
    gradient.frequencies[f % count]! += 2 * Math.PI * x * angle;
    if (gradient.phases.length > 0) gradient.phases[f]! += angle;
  });
}
