import { Embedding, embeddingAt, Layer, layerAt, plan } from './plan';
import { multiplyBack } from './matmul';
import { narrowBack } from './narrow';

// Learned embeddings. A row as given holds the index of a level in some of its columns; the first layer sees, in this order, the
// level's vector of each embedding, and then the row's other columns.

/** Copies whole vectors of four numbers: up to 12 bytes too many, which whatever is written next to the right overwrites. */
// @ts-ignore: decorator
@inline
function copyOver(from: usize, to: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
}

/**
 * One row; `vectors` remembers where each of its vectors lies. May write 12 bytes beyond the row: rows are written in their
 * order, and the region behind the last one is written after it.
 */
// @ts-ignore: decorator
@inline
function embedRow(row: usize, to: usize, end: usize, vectors: usize): void {
  for (let i = 0; i < plan.embeddings; i++) {
    const embedding = embeddingAt(i);
    const level = <i32>load<f32>(row + <usize>embedding.column * 4);
    const vector = embedding.table + <usize>(level + 1) * embedding.rowBytes;
    store<usize>(vectors + <usize>i * 4, vector);
    copyOver(vector, to, <usize>embedding.size * 4);
    to += <usize>embedding.size * 4;
  }
  let from = row;
  for (let i = 0; i < plan.embeddings; i++) {
    const column = row + <usize>embeddingAt(i).column * 4;
    copyOver(from, to, column - from);
    to += column - from;
    from = column + 4;
  }
  const bytes = row + <usize>plan.inputs * 4 - from;
  copyOver(from, to, bytes);
  for (to += bytes; to < end; to += 4) store<f32>(to, 0);
}

/** Writes the first layer's inputs for rows of `table` (as given): those named at `order`, or the first ones where it is 0. */
export function embedRows(rows: i32, order: usize, table: usize): void {
  const width = <usize>plan.inputs * 4;
  const stride = layerAt(0).inputStride;
  let to = layerAt(0).inputs;
  let vectors = plan.vectorsAt;
  for (let i = 0; i < rows; i++) {
    const row = order ? <usize>load<u32>(order + ((<usize>i) << 2)) : <usize>i;
    embedRow(table + row * width, to, to + stride, vectors);
    to += stride;
    vectors += <usize>plan.embeddings * 4;
  }
}

/** Adds the gradient of the chunk's vectors to their tables'; `deltas` are the first layer's. */
export function embeddingGradient(layer: Layer, rows: i32, deltas: usize): void {
  const to = plan.embeddedDeltas;
  const stride = plan.embeddedStride;
  if (layer.paddedWidth == 1) narrowBack(rows, plan.embeddedWidth, deltas, layer.multiplied, to, stride);
  else {
    multiplyBack(
      rows, layer.width, layer.paddedWidth, plan.embeddedWidth,
      deltas, layer.outputStride, plan.turnedEmbedded, to, stride,
    );
  }
  scatter(rows);
}

function scatter(rows: i32): void {
  const offset = plan.gradientsAt - plan.parametersAt;
  let vectors = plan.vectorsAt;
  for (let row = 0; row < rows; row++) {
    let from = plan.embeddedDeltas + <usize>row * plan.embeddedStride;
    for (let i = 0; i < plan.embeddings; i++) {
      const embedding = embeddingAt(i);
      const vector = load<usize>(vectors);
      // The vector of no level is zero and stays so.
      if (vector != embedding.table) addVector(from, vector + offset, embedding.size);
      from += <usize>embedding.size * 4;
      vectors += 4;
    }
  }
}

// @ts-ignore: decorator
@inline
function addVector(from: usize, to: usize, size: i32): void {
  const whole = to + <usize>(size & ~3) * 4;
  for (; to < whole; to += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
  }
  for (const end = to + <usize>(size & 3) * 4; to < end; to += 4) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    from += 4;
  }
}
