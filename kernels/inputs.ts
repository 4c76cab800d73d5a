// The memory of what the first layer sees beyond numbers, embeddings and pieces: learned waves of columns of numbers, and one learned
// factor for everything that is seen.
//
//   parameters   for each column with waves: frequencies │ phases (where waves are not paired) │ the weights of its own layer, a row of
//                `size` for each wave │ that layer's biases; all padded to whole vectors of four. Then the factors.
//   scratch      for each column, row by row: the cosines and the sines of all frequencies, the column's value; then the deltas of what
//                the columns give, the first layer's weights that meet it, turned, and the first layer's weights times the factors

@unmanaged
export class Waves {
  columns: i32; // 0 where there are none
  frequencies: i32; // of each column
  paired: bool; // cos and sin of 2πwx, else cos(2πwx + b)
  size: i32; // numbers that a column's own layer makes of its waves; 0: the waves themselves are seen
  relu: bool; // whether these are cut off below zero
  from: i32; // place of the first of these numbers among the first layer's inputs
  columnsAt: usize; // an i32 for each column: its place in a row as given
  parameters: usize;
  columnBytes: usize; // parameters of a column
  rows: i32; // that scratch has room for
  wavesAt: usize;
  valuesAt: usize;
  deltasAt: usize;
  deltasStride: usize;
  waveDeltas: usize; // of one row and column, laid out as its cosines and sines
  mixDeltas: usize; // of one row: of the numbers that a column's own layer makes
  turned: usize; // 0 where the first layer is narrow
}

@unmanaged
export class InputScale {
  on: bool;
  factors: usize;
  scaled: usize; // the first layer's weights, each row times its factor
}

export const waves: Waves = changetype<Waves>(memory.data(96, 16));
export const inputScale: InputScale = changetype<InputScale>(memory.data(16, 16));

// @ts-ignore: decorator
@inline
function fours(count: i32): usize {
  return <usize>((count + 3) & ~3) * 4;
}

/** Bytes of the cosines, and of the sines, of one row and column. */
// @ts-ignore: decorator
@inline
export function waveBytes(): usize {
  return fours(waves.frequencies);
}

/** Waves of one column. */
// @ts-ignore: decorator
@inline
export function waveCount(): i32 {
  return waves.paired ? 2 * waves.frequencies : waves.frequencies;
}

/** Numbers that one column adds to the first layer's inputs. */
// @ts-ignore: decorator
@inline
export function waveWidth(): i32 {
  return waves.size > 0 ? waves.size : waveCount();
}

// @ts-ignore: decorator
@inline
export function phasesOf(column: usize): usize {
  return column + waveBytes();
}

/** The weights of the column's own layer: a row for each cosine and, where they are paired, sine, padded ones too. */
// @ts-ignore: decorator
@inline
export function mixOf(column: usize): usize {
  return column + (waves.paired ? waveBytes() : 2 * waveBytes());
}

// @ts-ignore: decorator
@inline
export function mixStride(): usize {
  return fours(waves.size);
}

// @ts-ignore: decorator
@inline
export function mixBiasOf(column: usize): usize {
  return mixOf(column) + (waves.paired ? 2 : 1) * (waveBytes() >>> 2) * mixStride();
}

export function noInputParts(): void {
  waves.columns = 0;
  inputScale.on = false;
}

/** Describes the waves, whose columns' places the caller then writes at `columnsAt`. */
export function describeWaves(columns: i32, frequencies: i32, paired: bool, size: i32, relu: bool): void {
  waves.columns = columns;
  waves.frequencies = frequencies;
  waves.paired = paired;
  waves.size = size;
  waves.relu = relu;
  waves.columnBytes = mixBiasOf(0) + fours(size);
}

/** Lays out the parameters of the waves; the address behind them. */
export function layWaves(at: usize): usize {
  waves.parameters = at;
  return at + <usize>waves.columns * waves.columnBytes;
}

/** Lays out the factors of so many inputs; the address behind them. */
export function layFactors(at: usize, paddedDepth: i32): usize {
  inputScale.factors = at;
  return inputScale.on ? at + <usize>paddedDepth * 4 : at;
}

function aligned(address: usize): usize {
  return (address + 63) & ~63;
}

/** Lays out scratch for `rows` rows through a first layer of this shape; the address behind it. */
export function layInputScratch(from: usize, rows: i32, paddedDepth: i32, paddedWidth: i32): usize {
  let at = aligned(from);
  if (inputScale.on) {
    inputScale.scaled = at;
    at = aligned(at + <usize>(paddedDepth * paddedWidth) * 4);
  }
  if (waves.columns == 0) return at;
  const cells = <usize>(waves.columns * rows);
  const numbers = (waves.columns * waveWidth() + 7) & ~7;
  waves.rows = rows;
  waves.wavesAt = at;
  waves.valuesAt = aligned(at + cells * 2 * waveBytes());
  waves.deltasAt = aligned(waves.valuesAt + cells * 4);
  waves.deltasStride = <usize>numbers * 4;
  waves.waveDeltas = waves.deltasAt + waves.deltasStride * <usize>rows;
  waves.mixDeltas = waves.waveDeltas + 2 * waveBytes();
  at = aligned(waves.mixDeltas + mixStride());
  waves.turned = paddedWidth > 1 ? at : 0;
  return paddedWidth > 1 ? at + <usize>(numbers * paddedWidth) * 4 : at;
}
