/** SHA-256 over the weights in order, its first 16 hex digits: equal when every bit is. */
export async function hashOfWeights(members: readonly { readonly weights: Float32Array }[]): Promise<string> {
  const bytes = new Uint8Array(members.reduce((total, { weights }) => total + weights.byteLength, 0));
  let at = 0;
  for (const { weights } of members) {
    bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), at);
    at += weights.byteLength;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
