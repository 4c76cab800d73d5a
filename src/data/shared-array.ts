// Memory that several workers read at once. A page has it only where it is isolated from other origins; elsewhere each worker has a copy.

const canShare = () =>
  typeof SharedArrayBuffer !== 'undefined' &&
  (globalThis as { readonly crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

/** Zeros, in memory that workers share where there is such memory. */
export const sharedFloats = (length: number): Float32Array =>
  canShare() ? new Float32Array(new SharedArrayBuffer(4 * length)) : new Float32Array(length);

/** A copy that workers share where they can; the same array where they cannot. */
export function shared<A extends Float32Array | Float64Array>(values: A): A {
  if (!canShare()) return values;
  const buffer = new SharedArrayBuffer(values.byteLength);
  const copy = values instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  copy.set(values);
  return copy as A;
}
