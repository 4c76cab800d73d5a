import { usageError } from '../../error.js';
import type { Plan } from '../plan.js';
import { canonicalJson } from './canonical.js';
import type { Engine, NetworkSeed } from './engine.js';

// A saved network: five little-endian u32 (a mark, the engine, the network's fingerprint, the payload's bytes and its hash), then the
// payload.
const headBytes = 20;
const mark = 0x324e5353;

/** What a saved state may be restored into: the same engine, plan and seed. */
export interface Identity {
  readonly engine: Engine['name'];
  readonly plan: Plan;
  readonly seed: NetworkSeed;
}

/** The payload under a head that says whose it is. */
export function sealed(identity: Identity, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headBytes + payload.length);
  const head = new DataView(bytes.buffer);
  [...headWords(identity, payload.length), hashOf(payload)].forEach((word, i) => {
    head.setUint32(4 * i, word, true);
  });
  bytes.set(payload, headBytes);
  return bytes;
}

/** The payload again; throws when it is another network's, or damaged. */
export function unsealed(identity: Identity, bytes: Uint8Array): Uint8Array {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = headWords(identity, bytes.length - headBytes);
  const fits = bytes.length >= headBytes && words.every((word, i) => head.getUint32(4 * i, true) === word);
  if (!fits) {
    throw usageError(
      `a saved state of ${bytes.length} bytes does not belong to this network.`,
      'Restore it with the engine, plan and seed that saved it.',
    );
  }
  const payload = bytes.subarray(headBytes);
  if (head.getUint32(headBytes - 4, true) !== hashOf(payload)) {
    throw usageError(
      `a saved state of ${bytes.length} bytes is damaged: its hash is not that of its content.`,
      'Use another copy of it, or train from the start.',
    );
  }
  return payload;
}

const engineCodes = { wasm: 1, twin: 2, fused: 3 };

const headWords = ({ engine, plan, seed }: Identity, length: number) => [
  mark,
  engineCodes[engine],
  hashOf(new TextEncoder().encode(canonicalJson([plan, seed]))),
  length,
];

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
