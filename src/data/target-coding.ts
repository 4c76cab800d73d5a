import { exp, log } from '../math/elementary.js';
import { ascendingOf, quantile } from './order-statistic.js';
import { columnOf, type Target, truthOf } from './target.js';

// Predictions from the log scale are medians rather than means. They are not scaled up here: what the metric wants of the whole average is decided
// on rows that its networks had not learnt (model/calibration/factor.ts).

/** The scale on which a network predicts a number. */
export type TargetTransform = 'none' | 'log';

/**
 * How a number becomes what a network learns, and back: standardised, after log(y + shift) when the transform is `log`. Predictions are held in
 * [low, high]. Plain JSON.
 */
export interface NumberCoding {
  readonly transform: TargetTransform;
  /** 0 unless the transform is `log` and there are targets of 0 or very near it. */
  readonly shift: number;
  readonly mean: number;
  readonly deviation: number;
  /** Training range and 5 % of it beyond each end; never below 0 when no training target is. */
  readonly low: number;
  readonly high: number;
}

/** A coding for each target: output k of a network is target k's. */
export interface NumberCodings {
  readonly kind: 'numbers';
  readonly columns: readonly NumberCoding[];
}

/** Classes are learnt as their index. */
export interface ClassCoding {
  readonly kind: 'classes';
  readonly classes: readonly string[];
}

export type TargetCoding = NumberCodings | ClassCoding;

const overhang = 0.05;

/** Fits the coding of numbers on the given rows' targets only; one transform for each target. */
export const fitNumberCodings = (
  { values, width }: Target,
  rows: Uint32Array,
  transforms: readonly TargetTransform[],
): NumberCodings => ({
  kind: 'numbers',
  columns: transforms.map((transform, k) => fitNumberCoding(columnOf(values, width, k), rows, transform)),
});

/** The coding of one target. */
export function fitNumberCoding(
  targets: Float64Array,
  rows: Uint32Array,
  transform: TargetTransform = 'none',
): NumberCoding {
  const values = Float64Array.from(rows, (row) => targets[row]!);
  const ascending = ascendingOf(values);
  const [min, max] = [ascending[0]!, ascending.at(-1)!];
  const shift = transform === 'log' ? logShift(ascending) : 0;
  const { mean, deviation } = momentsOf(transform === 'log' ? values.map((y) => log(y + shift)) : values);
  const beyond = overhang * (max - min);
  const low = min >= 0 ? Math.max(0, min - beyond) : min - beyond;
  return { transform, shift, mean, deviation, low, high: max + beyond };
}

/** Standardised targets of the given rows (rows × targets, row-major), or their class indices. */
export function encodeTargets(coding: TargetCoding, target: Target, rows: Uint32Array): Float32Array {
  const truth = truthOf(target, rows);
  if (coding.kind === 'classes') return Float32Array.from(truth);
  return Float32Array.from(truth, (y, i) => encodeNumber(coding.columns[i % coding.columns.length]!, y));
}

export function encodeNumber({ transform, shift, mean, deviation }: NumberCoding, y: number): number {
  return ((transform === 'log' ? log(y + shift) : y) - mean) / deviation;
}

/** A network's output in the user's units, held in the coding's range; NaN stays NaN. */
export function decodeNumber(coding: NumberCoding, z: number): number {
  const { transform, shift, mean, deviation, low, high } = coding;
  const learnt = mean + deviation * z;
  if (transform === 'none') return hold(learnt, low, high);
  // Held before exp as well, which would overflow.
  return learnt >= log(high + shift) ? high : hold(exp(learnt) - shift, low, high);
}

/** Decodes outputs (rows × targets, row-major) into `into`, which has as many elements; returns it. */
export function decodeNumbers(
  { columns }: NumberCodings,
  outputs: ArrayLike<number>,
  into = new Float64Array(outputs.length),
): Float64Array {
  for (let i = 0; i < outputs.length; i++) into[i] = decodeNumber(columns[i % columns.length]!, outputs[i]!);
  return into;
}

const hold = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

/**
 * Whether a log scale is worth a try: no target is negative, they are skewed to the right (skewness above 1), and on the log scale they are
 * much less skewed.
 */
export function logTargetSuits(targets: Float64Array, rows: Uint32Array): boolean {
  const values = Float64Array.from(rows, (row) => targets[row]!);
  const ascending = ascendingOf(values);
  if (ascending.length < fewestRows || ascending[0]! < 0 || !Number.isFinite(ascending.at(-1)!)) return false;
  const raw = skewness(values);
  const shift = logShift(ascending);
  return raw > 1 && Math.abs(skewness(values.map((y) => log(y + shift)))) < raw / 2;
}

const fewestRows = 20;
/** Ratios between targets up to this are told apart by the log itself. */
const widestRatio = 1e4;

/**
 * What is added before the log: nothing when all targets are well above 0; 1 for counts; else a tenth of the median of
 * those above 0, so that targets near 0 do not stretch the scale without end.
 */
function logShift(ascending: Float64Array): number {
  const [min, max] = [ascending[0]!, ascending.at(-1)!];
  if (min > 0 && max / min <= widestRatio) return 0;
  if (ascending.every((y) => Number.isInteger(y))) return 1;
  return (
    quantile(
      ascending.filter((y) => y > 0),
      0.5,
    ) / 10
  );
}

function momentsOf(values: Float64Array) {
  const mean = values.reduce((sum, y) => sum + y / values.length, 0);
  const variance = values.reduce((sum, y) => sum + ((y - mean) * (y - mean)) / values.length, 0);
  const deviation = Math.sqrt(variance);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}

function skewness(values: Float64Array): number {
  const { mean, deviation } = momentsOf(values);
  return values.reduce((sum, y) => {
    const z = (y - mean) / deviation;
    return sum + (z * z * z) / values.length;
  }, 0);
}
