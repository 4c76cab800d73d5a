import { mixBiasOf, mixOf, mixStride, phasesOf, waveBytes, waves, waveWidth } from './inputs';
import { Layer, layerAt, plan } from './plan';
import { multiplyBack, turn } from './matmul';
import { narrowBack } from './narrow';
import { cosineOf, quarterCosine, quarters4, quarterSine, sineOf, sums4 } from './vector';

// Learned waves of columns of numbers. For each frequency w of a column with value x: cos(2πwx + b), or cos(2πwx) and sin(2πwx); then, where
// the column has a layer of its own, what that makes of its waves, z = waves·A + a (cut off below zero or not).

const turnsInRadian: f32 = 0.159154943091895336;
const radiansInTurn: f32 = 6.28318530717958648;

/** Cosines and sines of one row of one column, at `to`. Angles are counted in turns, so that whole turns leave without an error. */
// @ts-ignore: decorator
@inline
function waveRow(x: f32, column: usize, to: usize): void {
  const four = f32x4.splat(x);
  const bytes = waveBytes();
  for (let at: usize = 0; at < bytes; at += 16) {
    let turns = f32x4.mul(four, v128.load(column + at));
    turns = f32x4.sub(turns, f32x4.nearest(turns));
    if (!waves.paired) {
      turns = f32x4.add(turns, f32x4.mul(f32x4.splat(turnsInRadian), v128.load(phasesOf(column) + at)));
    }
    const quarters = quarters4(turns);
    const sine = quarterSine(turns, quarters);
    const cosine = quarterCosine(turns, quarters);
    v128.store(to + at, cosineOf(quarters, sine, cosine));
    v128.store(to + bytes + at, sineOf(quarters, sine, cosine));
  }
}

/** Copies `count` numbers and not one more. */
// @ts-ignore: decorator
@inline
function copyNumbers(from: usize, to: usize, count: i32): void {
  const whole = to + <usize>(count & ~3) * 4;
  for (; to < whole; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
  for (const end = to + <usize>(count & 3) * 4; to < end; to += 4) {
    store<f32>(to, load<f32>(from));
    from += 4;
  }
}

/** Up to four of the numbers that the column's own layer makes, from number `first`. */
// @ts-ignore: decorator
@inline
function mixed(wave: usize, column: usize, first: usize): v128 {
  const stride = mixStride();
  const bytes = waveBytes();
  let weights = mixOf(column) + first;
  let sum = v128.load(mixBiasOf(column) + first);
  for (const end = wave + (waves.paired ? 2 * bytes : bytes); wave < end; wave += 4) {
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(wave), v128.load(weights)));
    weights += stride;
  }
  return waves.relu ? f32x4.pmax(sum, f32x4.splat(0)) : sum;
}

// @ts-ignore: decorator
@inline
function numbersOfRow(wave: usize, column: usize, to: usize): void {
  if (waves.size == 0) {
    copyNumbers(wave, to, waves.frequencies);
    if (waves.paired) copyNumbers(wave + waveBytes(), to + <usize>waves.frequencies * 4, waves.frequencies);
    return;
  }
  for (let first = 0; first < waves.size; first += 4) {
    const sum = mixed(wave, column, <usize>first * 4);
    const left = waves.size - first;
    if (left >= 4) v128.store(to, sum);
    else {
      store<f32>(to, f32x4.extract_lane(sum, 0));
      if (left > 1) store<f32>(to, f32x4.extract_lane(sum, 1), 4);
      if (left > 2) store<f32>(to, f32x4.extract_lane(sum, 2), 8);
    }
    to += 16;
  }
}

/** Adds what the waves give to the first layer's inputs, for rows of `table` (as given): those named at `order`, or the first ones where it is 0. */
export function addWavesOfRows(rows: i32, order: usize, table: usize): void {
  const width = <usize>plan.inputs * 4;
  const stride = layerAt(0).inputStride;
  for (let c = 0; c < waves.columns; c++) {
    const column = waves.parameters + <usize>c * waves.columnBytes;
    const place = <usize>load<i32>(waves.columnsAt + ((<usize>c) << 2)) * 4;
    let to = layerAt(0).inputs + <usize>(waves.from + c * waveWidth()) * 4;
    for (let i = 0; i < rows; i++) {
      const row = order ? <usize>load<u32>(order + ((<usize>i) << 2)) : <usize>i;
      const x = load<f32>(table + row * width + place);
      const cell = <usize>(c * waves.rows + i);
      const wave = waves.wavesAt + cell * 2 * waveBytes();
      store<f32>(waves.valuesAt + cell * 4, x);
      waveRow(x, column, wave);
      numbersOfRow(wave, column, to);
      to += stride;
    }
  }
}

/** Begins the gradient of a batch: clears it, and turns the first layer's weights that meet waves. */
export function beginWaves(first: Layer, gradientOffset: usize): void {
  memory.fill(waves.parameters + gradientOffset, 0, <usize>waves.columns * waves.columnBytes);
  if (!waves.turned) return;
  const met = first.multiplied + <usize>waves.from * 32;
  turn(waves.columns * waveWidth(), first.paddedDepth, first.paddedWidth, met, waves.turned);
}

/** Adds the gradient of the chunk's waves; `deltas` are the first layer's. */
export function waveGradient(layer: Layer, rows: i32, deltas: usize, gradientOffset: usize): void {
  const count = waves.columns * waveWidth();
  const to = waves.deltasAt;
  const stride = waves.deltasStride;
  if (layer.paddedWidth == 1) narrowBack(rows, count, deltas, layer.multiplied + <usize>waves.from * 4, to, stride);
  else {
    multiplyBack(
      rows, layer.width, layer.paddedWidth, count, deltas, layer.outputStride, waves.turned, to, stride,
    );
  }
  for (let c = 0; c < waves.columns; c++) columnGradient(c, rows, gradientOffset);
}

function columnGradient(c: i32, rows: i32, gradientOffset: usize): void {
  const column = waves.parameters + <usize>c * waves.columnBytes;
  const place = <usize>(c * waveWidth()) * 4;
  for (let row = 0; row < rows; row++) {
    const cell = <usize>(c * waves.rows + row);
    const wave = waves.wavesAt + cell * 2 * waveBytes();
    const from = waves.deltasAt + <usize>row * waves.deltasStride + place;
    if (waves.size == 0) takeDeltas(from);
    else {
      takeMixDeltas(from, layerAt(0).inputs + <usize>row * layerAt(0).inputStride + <usize>waves.from * 4 + place);
      mixGradient(wave, column + gradientOffset);
      deltasOfWaves(column);
    }
    angleGradient(wave, load<f32>(waves.valuesAt + cell * 4), column + gradientOffset);
  }
}

/** Copies the row's deltas where they lie apart: those of the waves, cosines and sines padded to whole vectors. */
// @ts-ignore: decorator
@inline
function takeDeltas(from: usize): void {
  copyNumbers(from, waves.waveDeltas, waves.frequencies);
  if (!waves.paired) return;
  copyNumbers(from + <usize>waves.frequencies * 4, waves.waveDeltas + waveBytes(), waves.frequencies);
}

/** As `takeDeltas`, of the numbers that the column's own layer has made; none where they were cut off. */
// @ts-ignore: decorator
@inline
function takeMixDeltas(from: usize, made: usize): void {
  const to = waves.mixDeltas;
  copyNumbers(from, to, waves.size);
  if (!waves.relu) return;
  for (let s: usize = 0; s < <usize>waves.size * 4; s += 4) {
    if (!(load<f32>(made + s) > 0)) store<f32>(to + s, 0);
  }
}

/** dA[f][s] += wave[f] d[s], da[s] += d[s] */
// @ts-ignore: decorator
@inline
function mixGradient(wave: usize, gradient: usize): void {
  const stride = mixStride();
  const d = waves.mixDeltas;
  for (let s: usize = 0; s < stride; s += 16) {
    const delta = v128.load(d + s);
    const bias = mixBiasOf(gradient) + s;
    v128.store(bias, f32x4.add(v128.load(bias), delta));
    for (let half: usize = 0; half < (waves.paired ? 2 : 1); half++) {
      let to = mixOf(gradient) + half * <usize>(waveBytes() >>> 2) * stride + s;
      const from = wave + half * waveBytes();
      for (let f: usize = 0; f < <usize>waves.frequencies * 4; f += 4) {
        v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load_splat<f32>(from + f), delta)));
        to += stride;
      }
    }
  }
}

/** d loss / d wave[f] = Σₛ A[f][s] d[s] */
// @ts-ignore: decorator
@inline
function deltasOfWaves(column: usize): void {
  const stride = mixStride();
  const d = waves.mixDeltas;
  const bytes = waveBytes();
  let row = mixOf(column);
  for (let f: usize = 0; f < (waves.paired ? 2 * bytes : bytes); f += 16) {
    let sum = f32x4.splat(0);
    for (let s: usize = 0; s < stride; s += 16) {
      const delta = v128.load(d + s);
      const at = row + s;
      sum = f32x4.add(
        sum,
        sums4(
          f32x4.mul(v128.load(at), delta),
          f32x4.mul(v128.load(at + stride), delta),
          f32x4.mul(v128.load(at + 2 * stride), delta),
          f32x4.mul(v128.load(at + 3 * stride), delta),
        ),
      );
    }
    v128.store(waves.waveDeltas + f, sum);
    row += 4 * stride;
  }
}

/** With the angle θ = 2πwx + b: dθ = cos θ dsin − sin θ dcos, dw = 2πx dθ, db = dθ. */
// @ts-ignore: decorator
@inline
function angleGradient(wave: usize, x: f32, gradient: usize): void {
  const bytes = waveBytes();
  const factor = f32x4.splat(radiansInTurn * x);
  for (let f: usize = 0; f < bytes; f += 16) {
    const sine = v128.load(wave + bytes + f);
    let angle = f32x4.neg(f32x4.mul(sine, v128.load(waves.waveDeltas + f)));
    if (waves.paired) {
      angle = f32x4.add(angle, f32x4.mul(v128.load(wave + f), v128.load(waves.waveDeltas + bytes + f)));
    } else {
      const phase = phasesOf(gradient) + f;
      v128.store(phase, f32x4.add(v128.load(phase), angle));
    }
    v128.store(gradient + f, f32x4.add(v128.load(gradient + f), f32x4.mul(factor, angle)));
  }
}
