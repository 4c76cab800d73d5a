import { sha256 } from '../data/sha256.js';
import { usageError } from '../error.js';
import { canonicalJson } from './engine/canonical.js';
import type { Progress } from './progress.js';

// A paused training as bytes: a mark and a version (two little-endian u32), the SHA-256 of all that follows (32 bytes), the lengths of three
// parts (three u32), and the parts: what the training is and how far it has come as JSON, the network's saved state, the best weights.

const mark = 0x31435353;
const version = 1;
const hashAt = 8;
const lengthsAt = 40;
const partsAt = 52;

/** A training that was paused. */
export interface Checkpoint {
  /** What its course depends on beside the network: continuing under anything else would give other bits. */
  readonly course: unknown;
  readonly progress: Progress;
  /** As the network saved it; it says itself which engine, plan and seed it is of. */
  readonly network: Uint8Array;
}

export function checkpointBytes({ course, progress, network }: Checkpoint): Uint8Array {
  const { best, ...others } = progress;
  const known = { course, progress: { ...others, best: best && { epoch: best.epoch, score: best.score } } };
  const weights = best?.weights ?? new Float32Array(0);
  const parts = [
    new TextEncoder().encode(canonicalJson(known)),
    network,
    new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  ];
  const bytes = new Uint8Array(partsAt + parts.reduce((sum, part) => sum + part.length, 0));
  const head = new DataView(bytes.buffer);
  head.setUint32(0, mark, true);
  head.setUint32(4, version, true);
  let at = partsAt;
  parts.forEach((part, i) => {
    head.setUint32(lengthsAt + 4 * i, part.length, true);
    bytes.set(part, at);
    at += part.length;
  });
  bytes.set(hashBytes(bytes.subarray(lengthsAt)), hashAt);
  return bytes;
}

/** What `checkpointBytes` was given; throws for bytes of something else, of another version, or damaged. */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const [known, network, weights] = partsOf(bytes);
  const { course, progress } = JSON.parse(new TextDecoder().decode(known)) as Checkpoint;
  const best = progress.best && { ...progress.best, weights: new Float32Array(weights!.slice().buffer) };
  return { course, progress: { ...progress, ...(best && { best }) }, network: network! };
}

/** The three parts, as views: nothing is made by the sizes that the bytes claim. */
function partsOf(bytes: Uint8Array): Uint8Array[] {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < partsAt || head.getUint32(0, true) !== mark)
    throw refusal(bytes, 'are no saved training', 'Give the bytes that Training.save returned.');
  const found = head.getUint32(4, true);
  if (found !== version)
    throw refusal(bytes, `are a saved training of version ${found}; this release reads version ${version}`);
  const lengths = [0, 1, 2].map((i) => head.getUint32(lengthsAt + 4 * i, true));
  const whole = partsAt + lengths.reduce((sum, length) => sum + length, 0) === bytes.length;
  const hash = bytes.subarray(hashAt, lengthsAt);
  const same = whole && hashBytes(bytes.subarray(lengthsAt)).every((byte, i) => byte === hash[i]);
  if (!same) throw refusal(bytes, 'are a damaged saved training: its hash is not that of its content');
  let at = partsAt;
  return lengths.map((length) => bytes.subarray(at, (at += length)));
}

const refusal = ({ length }: Uint8Array, what: string, next?: string) =>
  usageError(`these ${length} bytes ${what}.`, next ?? 'Use another copy of it, or train from the start.');

const hashBytes = (bytes: Uint8Array) =>
  Uint8Array.from(sha256(bytes).match(/../g)!, (pair) => Number.parseInt(pair, 16));
