import { sha256 } from '../../data/sha256.js';
import type { Model } from '../model.js';
import { type ModelJson, modelFormat, modelVersion } from './model-json.js';

/** The files of a model's folder. */
export interface ModelFiles {
  readonly 'model.json': Uint8Array;
  /** The members' weights one after another, float32, little-endian. */
  readonly 'weights.bin': Uint8Array;
}

/** The model as the bytes of its files; equal models give equal bytes. */
export function saveModel(model: Model): ModelFiles {
  const weights = weightBytes(model);
  const encoders = gather(model.members.map((member) => member.encoder));
  const pieces = gather(model.members.flatMap(({ shape }) => (shape.pieces ? [shape.pieces] : [])));
  const codings = gather(model.members.map((member) => member.coding));
  const json: ModelJson = {
    format: modelFormat,
    version: modelVersion,
    card: model.card,
    target: plain(model.target),
    ...(model.constant && { constant: [...model.constant] }),
    ...(model.factors && { factors: [...model.factors] }),
    ...(model.calibration && { calibration: plain(model.calibration) }),
    ...(model.decision && { decision: [...model.decision] }),
    ...(model.margins && { margins: plain(model.margins) }),
    encoders: plain(encoders.kept),
    codings: plain(codings.kept),
    ...(pieces.kept.length > 0 && { pieces: plain(pieces.kept) }),
    members: model.members.map(({ shape, share, encoder, coding }) => ({
      inputs: shape.inputs,
      ...(shape.embeddings?.length && { embeddings: plain(shape.embeddings) }),
      ...(shape.periodic && { periodic: plain(shape.periodic) }),
      ...(shape.inputScale && { inputScale: true }),
      hidden: [...shape.hidden],
      outputs: shape.outputs,
      activation: shape.activation,
      ...(shape.normalisation && { normalisation: shape.normalisation }),
      ...(shape.residual && { residual: shape.residual }),
      ...(shape.activationMix && { activationMix: true }),
      ...(shape.pieces && { pieces: pieces.placeOf(shape.pieces) }),
      share,
      encoder: encoders.placeOf(encoder),
      coding: codings.placeOf(coding),
    })),
    weights: { bytes: weights.length, sha256: sha256(weights) },
  };
  const text = `${JSON.stringify(json, null, 1)}\n`;
  return { 'model.json': new TextEncoder().encode(text), 'weights.bin': weights };
}

/** Each different value once, and where one stands among them. */
function gather<T>(values: readonly T[]) {
  const texts = values.map((value) => JSON.stringify(value));
  const kept = [...new Set(texts)];
  return {
    kept: kept.map((text) => values[texts.indexOf(text)]!),
    placeOf: (value: T) => kept.indexOf(JSON.stringify(value)),
  };
}

/** Read-only types become what the file's schema calls the same thing. */
const plain = <T>(value: T) => value as Mutable<T>;
type Mutable<T> = { -readonly [Key in keyof T]: Mutable<T[Key]> };

function weightBytes({ members }: Model): Uint8Array {
  const count = members.reduce((sum, { weights }) => sum + weights.length, 0);
  const bytes = new Uint8Array(4 * count);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { weights } of members)
    for (const weight of weights) {
      view.setFloat32(at, weight, true);
      at += 4;
    }
  return bytes;
}
