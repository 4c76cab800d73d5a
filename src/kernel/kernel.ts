import { wasmBase64 } from './wasm.generated.js';

/** The compiled kernels: plain SIMD, no import, no file, no network; the same bits in every engine that runs WebAssembly. */
const module = moduleOf(wasmBase64);

/** Elementary functions in float64 (kernels/elementary.ts). */
export interface ElementaryKernels {
  exp64(x: number): number;
  log64(x: number): number;
  log1p64(x: number): number;
  expm164(x: number): number;
  pow64(x: number, y: number): number;
  sin64(x: number): number;
  cos64(x: number): number;
  tanh64(x: number): number;
}

/** The float32 functions inside the network kernels, one number at a time (kernels/vector.ts). */
export interface VectorKernels {
  exp32(x: number): number;
  log32(x: number): number;
  log1p32(x: number): number;
  sigmoid32(x: number): number;
  tanh32(x: number): number;
  /** cos 2πt */
  cosTurns32(t: number): number;
  /** sin 2πt */
  sinTurns32(t: number): number;
}

/**
 * Training of one network at a time (kernels/train.ts). The names ending in `At` give byte addresses in `memory`, whose
 * buffer is replaced whenever a `lay` or `end` call makes it grow. Codes of activations, losses and optimisers:
 * src/network/engine/codes.ts.
 */
export interface NetworkKernels {
  setWide(is: boolean): void;
  /** 0 when there is no room; so for `endNetwork`. */
  layExamples(rows: number, inputs: number, targetWidth: number, weighted: boolean): number;
  inputsAt(): number;
  targetsAt(): number;
  orderAt(): number;
  /** 0 where the examples have no weights. */
  weightsAt(): number;

  /** `lossParameter` is the delta, level or gamma of a loss that has one. */
  beginNetwork(activation: number, loss: number, lossParameter: number, batchSize: number): void;
  setSmoothing(share: number): void;
  setAdaptiveHuber(factor: number, epochs: number): void;
  setOptimiser(kind: number, beta1: number, beta2: number, epsilon: number, weightDecay: number): void;
  setGradient(clip: number, clipAt: number, coupled: boolean): void;
  setAveraging(kind: number, decay: number, corrected: boolean): void;
  setDropout(share: number, key: number): void;
  /** Before the first layer; `residual` 0: no skips. */
  setHidden(normalisation: number, residual: number, mixes: boolean): void;
  setGroup(group: number, rate: number, decay: number): void;
  setPlace(place: number, rate: number, decay: number): void;
  setNtk(on: boolean): void;
  /** 0 when there is no room. */
  addEmbedding(column: number, levels: number, size: number): number;
  /** Where its numbers are to be written; 0 when there is no room. */
  addPieces(column: number, count: number): number;
  /** Where the columns' places are to be written; 0 when there is no room. */
  addWaves(columns: number, frequencies: number, paired: boolean, size: number, relu: boolean): number;
  addInputScale(): void;
  addLayer(width: number): void;
  endNetwork(): number;

  ratesAt(): number;
  setCourse(decays: boolean, dropouts: boolean, averages: boolean): void;
  trainWindow(
    rows: number,
    trained: number,
    orderKey: number,
    shuffles: boolean,
    from: number,
    until: number,
  ): void;
  endEpoch(): void;
  epochsOver(): number;
  stepInEpoch(): number;
  brokenStep(): number;
  lossSum(): number;
  batchGradient(first: number, rows: number): number;

  /** Lets the average predict, if there is one; called once more, all is as before. */
  exchangeAverage(): void;
  predictAt(): number;
  chunkRows(): number;
  predictRows(rows: number): void;
  countFlat(index: number, rows: number, limit: number, counts: number): void;
  outputsAt(): number;
  outputStride(): number;

  fileAt(): number;
  readParameters(): void;
  readGradient(): void;
  writeParameters(): void;

  stateAt(): number;
  stateBytes(): number;
}

/** Activations by themselves (kernels/activation.ts). */
export interface ActivationKernels {
  /** From `bytes` (a multiple of 16) of weighted sums at `z` to activations at `a`, perhaps the same place, and slopes. */
  activate(kind: number, bytes: number, z: number, a: number, slope: number): void;
}

/**
 * Symmetric systems in float64 (kernels/cholesky.ts). Addresses and strides are in bytes; matrices lie row by row, strides are multiples of
 * 64. They use none of what the network kernels lay out: an instance does one or the other.
 */
export interface LinearKernels {
  /** Where room for numbers begins; `memory` is to be grown by the caller. */
  roomAt(): number;
  /** 0 when the matrix is not positive; so for `factorRow`. */
  factor(n: number, a: number, stride: number): number;
  factorRow(i: number, l: number, stride: number): number;
  solveLowerVector(n: number, l: number, stride: number, b: number): void;
  solveUpperVector(n: number, l: number, stride: number, b: number): void;
  solveLower(n: number, l: number, stride: number, b: number, bStride: number, columns: number): void;
  solveUpper(n: number, l: number, stride: number, b: number, bStride: number, columns: number): void;
  invert(n: number, l: number, w: number, stride: number): void;
  invertRow(i: number, l: number, w: number, stride: number): void;
  inverseFromInverted(n: number, w: number, a: number, stride: number): void;
  timesLower(n: number, w: number, stride: number, x: number, to: number): void;
  timesLowerTransposed(n: number, w: number, stride: number, x: number, to: number): void;
  timesLowerRows(
    rows: number,
    n: number,
    w: number,
    stride: number,
    x: number,
    xStride: number,
    to: number,
    toStride: number,
  ): void;
  takeProducts(rows: number, n: number, t: number, stride: number, to: number, toStride: number): void;
  squaredLengths(
    n: number,
    w: number,
    stride: number,
    k: number,
    kStride: number,
    columns: number,
    to: number,
  ): void;
  timesTransposed(n: number, k: number, kStride: number, a: number, columns: number, to: number): void;
  largestInColumns(n: number, k: number, kStride: number, columns: number, to: number): void;
  dot64(count: number, a: number, b: number): number;
}

/** The Matérn covariance with smoothness 5/2 (kernels/matern.ts); `slopes` may be 0. */
export interface MaternKernels {
  maternRow(
    point: number,
    pointStep: number,
    count: number,
    x: number,
    stride: number,
    numeric: number,
    columns: number,
    weights: number,
    scale: number,
    to: number,
    slopes: number,
  ): void;
  maternMatrix(
    rows: number,
    a: number,
    aStride: number,
    count: number,
    x: number,
    stride: number,
    numeric: number,
    columns: number,
    weights: number,
    scale: number,
    to: number,
    slopes: number,
    toStride: number,
    lower: boolean,
  ): void;
  maternPull(
    n: number,
    x: number,
    stride: number,
    numeric: number,
    columns: number,
    g: number,
    slopes: number,
    gStride: number,
    to: number,
  ): void;
  maternGradient(
    point: number,
    count: number,
    x: number,
    stride: number,
    numeric: number,
    weights: number,
    f: number,
    slopes: number,
    to: number,
  ): void;
}

export interface Kernels
  extends ElementaryKernels,
    VectorKernels,
    ActivationKernels,
    NetworkKernels,
    LinearKernels,
    MaternKernels {
  readonly memory: WebAssembly.Memory;
}

/** The module whose bytes are given as base64. */
export function moduleOf(base64: string): WebAssembly.Module {
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** Which tiles suit the V8 at hand; no bit depends on it. */
export interface Tiles {
  /** For a V8 that makes 256-bit vectors out of neighbouring ones. */
  readonly wide: boolean;
}

/** A fresh instance with a memory of its own. */
export function instantiateKernels(tiles: Tiles = { wide: false }): Kernels {
  return instantiated(module, tiles);
}

export function instantiated(module: WebAssembly.Module, { wide }: Tiles): Kernels {
  const kernels = new WebAssembly.Instance(module).exports as unknown as Kernels;
  kernels.setWide(wide);
  return kernels;
}
