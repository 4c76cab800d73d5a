import { sha256 } from '../data/sha256.js';

/** SHA-256 over the weights in order, its first 16 hex digits: equal when every bit is. */
export function hashOfWeights(members: readonly { readonly weights: Float32Array }[]): string {
  const bytes = new Uint8Array(members.reduce((total, { weights }) => total + weights.byteLength, 0));
  let at = 0;
  for (const { weights } of members) {
    bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), at);
    at += weights.byteLength;
  }
  return sha256(bytes).slice(0, 16);
}
