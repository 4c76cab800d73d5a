import { usageError } from '../../error.js';
import type { Plan } from '../plan.js';
import type { NetworkSeed } from './engine.js';

// A saved network: four little-endian u32 (a mark, the engine, the network's fingerprint, the payload's bytes), then the
// payload.
const headBytes = 16;
const mark = 0x314e5353;

/** What a saved state may be restored into: the same engine, plan and seed. */
export interface Identity {
  readonly engine: 'wasm' | 'twin';
  readonly plan: Plan;
  readonly seed: NetworkSeed;
}

/** The payload under a head that says whose it is. */
export function sealed(identity: Identity, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headBytes + payload.length);
  const head = new DataView(bytes.buffer);
  headWords(identity, payload.length).forEach((word, i) => {
    head.setUint32(4 * i, word, true);
  });
  bytes.set(payload, headBytes);
  return bytes;
}

/** The payload again; throws when it is another network's or damaged. */
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
  return bytes.subarray(headBytes);
}

const headWords = ({ engine, plan, seed }: Identity, length: number) => [
  mark,
  engine === 'wasm' ? 1 : 2,
  fingerprint(plan, seed),
  length,
];

/** FNV-1a of what defines the network. */
function fingerprint(plan: Plan, { seed, trial }: NetworkSeed): number {
  const {
    inputs,
    embeddings = [],
    pieces = [],
    hidden,
    outputs,
    activation,
    loss,
    optimiser,
    weightDecay,
    dropout,
    batchSize,
  } = plan;
  const shape = [inputs, embeddings.map(({ input, levels, size }) => [input, levels, size]), hidden, outputs];
  const parts = [...shape, ...piecesOf(pieces), activation, loss, optimiser, weightDecay, dropout, batchSize];
  const text = JSON.stringify([...parts.map(inOrder), seed, trial]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The same object whatever the order of its keys. */
const inOrder = (part: unknown) =>
  part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
    : part;

/** Nothing where there are none, so that networks without pieces keep their fingerprint. */
const piecesOf = (pieces: NonNullable<Plan['pieces']>) =>
  pieces.length > 0 ? [pieces.map(({ input, edges }) => [input, ...edges])] : [];
