import { z } from 'zod';
import { type EncoderSpec, levelInputs, widthOf } from '../../data/encode/encoder.js';
import type { TargetColumns } from '../../data/schema.js';
import { sha256 } from '../../data/sha256.js';
import type { TargetCoding } from '../../data/target-coding.js';
import { dataError } from '../../error.js';
import { canSkip, parameterCount } from '../../network/count.js';
import type { Margins } from '../interval/margins.js';
import type { Member, Model, NetworkShape } from '../model.js';
import { type ModelJson, modelFormat, modelJson, modelVersion } from './model-json.js';
import type { ModelFiles } from './save.js';
import { upgraded } from './upgrade.js';

const next = 'Copy the folder again from where it was made, or make the model again with sweetspot tune.';
const damaged = (what: string) => dataError(`the model is damaged: ${what}.`, next);

/** Reads what `saveModel` wrote, to the bit. Throws a data error for files that are absent, damaged or of a later version. */
export function loadModel(files: Partial<Record<keyof ModelFiles, Uint8Array>>): Model {
  const bytes = files['model.json'];
  const weights = files['weights.bin'];
  if (bytes === undefined)
    throw dataError(
      'this is not a model: model.json is absent.',
      'Give the folder that sweetspot tune named.',
    );
  if (weights === undefined) throw damaged('weights.bin is absent');
  const json = parse(bytes);
  checkWeights(json, weights);
  const model = build(json, weights);
  checkShapes(model);
  return model;
}

function parse(bytes: Uint8Array): ModelJson {
  const value = parseJson(bytes);
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  if (format !== modelFormat)
    throw dataError(
      'this is not a model: model.json does not say that it is one.',
      'Give the folder that sweetspot tune named.',
    );
  if (typeof version === 'number' && version > modelVersion)
    throw dataError(
      `the model is of version ${version}; this Sweetspot reads up to ${modelVersion}.`,
      'Update Sweetspot.',
    );
  const parsed = modelJson.safeParse(upgraded(value));
  if (parsed.success) return parsed.data;
  throw damaged(`model.json ${z.prettifyError(parsed.error).split('\n').join(' ').replace(/^✖\s*/, '')}`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw damaged('model.json is not JSON');
  }
}

function checkWeights({ weights: { bytes, sha256: hash } }: ModelJson, weights: Uint8Array) {
  if (weights.length !== bytes)
    throw damaged(`weights.bin has ${weights.length} bytes where model.json says ${bytes}`);
  if (sha256(weights) !== hash)
    throw damaged('weights.bin is not what model.json says (its SHA-256 differs)');
}

function build(json: ModelJson, bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const members = json.members.map(({ share, encoder, coding, pieces: place, ...layers }, i): Member => {
    if (json.encoders[encoder] === undefined || json.codings[coding] === undefined)
      throw damaged(`network ${i + 1} names an encoder or a coding that is not there`);
    const pieces = place === undefined ? undefined : json.pieces?.[place];
    if (place !== undefined && pieces === undefined)
      throw damaged(`network ${i + 1} names pieces that are not there`);
    const shape = { ...layers, ...(pieces && { pieces }) };
    const count = parameterCount(shape);
    if (4 * (at + count) > bytes.length) throw damaged('weights.bin is too short for its networks');
    const weights = Float32Array.from({ length: count }, (_, k) => view.getFloat32(4 * (at + k), true));
    at += count;
    return { shape, weights, share, encoder: json.encoders[encoder], coding: json.codings[coding] };
  });
  if (4 * at !== bytes.length) throw damaged('weights.bin is too long for its networks');
  const { target, constant, factors, calibration, decision, margins, card } = json;
  const given = { constant, factors, calibration, decision, margins };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return { target, members, ...Object.fromEntries(present), card };
}

function checkShapes({ target, members, constant, factors, calibration, decision, margins }: Model) {
  const width = numbersIn(target);
  if (members.length === 0 && constant?.length !== width)
    throw damaged('it has neither a network nor a constant');
  members.forEach(({ shape, encoder, coding }, i) => {
    const inputs = encoder.columns.reduce((sum, column) => sum + widthOf(column), 0);
    if (inputs !== encoder.width || shape.inputs !== inputs)
      throw damaged(`network ${i + 1} has ${shape.inputs} inputs and its encoder makes ${inputs}`);
    for (const { input, edges } of shape.pieces ?? [])
      if (input >= inputs || edges.some((edge, t) => t > 0 && !(edge > edges[t - 1]!)))
        throw damaged(`network ${i + 1} has pieces of input ${input} that do not ascend or are not there`);
    checkEmbeddings(shape, encoder, i + 1);
    if (!canSkip(shape)) throw damaged(`network ${i + 1} has skips between layers that are not equally wide`);
    checkPeriodic(shape, encoder, i + 1);
    if ((coding.kind === 'numbers') !== (target.task === 'regression') || numbersIn(coding) !== width)
      throw damaged(`network ${i + 1} does not predict the target's kind`);
    const fits = shape.outputs === width || (target.task === 'binary' && shape.outputs === 1);
    if (!fits) throw damaged(`network ${i + 1} has ${shape.outputs} outputs to predict ${width} numbers`);
  });
  if (margins && margins.length !== width)
    throw damaged(`it has the intervals of ${margins.length} targets of ${width}`);
  margins?.forEach(checkMargins);
  for (const own of [factors, calibration?.bias, decision])
    if (own && own.length !== width) throw damaged(`its calibration has ${own.length} numbers, not ${width}`);
  const total = members.reduce((sum, { share }) => sum + share, 0);
  if (members.length > 0 && Math.abs(total - 1) > 1e-6)
    throw damaged(`its shares add up to ${total}, not to 1`);
}

function checkEmbeddings({ embeddings = [] }: NetworkShape, encoder: EncoderSpec, network: number) {
  const made = levelInputs(encoder);
  const fits = (input: number, levels: number, i: number) =>
    made[i]?.input === input && made[i].levels === levels;
  if (embeddings.length === made.length && embeddings.every(({ input, levels }, i) => fits(input, levels, i)))
    return;
  throw damaged(`network ${network} does not embed the levels that its encoder makes`);
}

function checkPeriodic({ periodic, inputs }: NetworkShape, encoder: EncoderSpec, network: number) {
  const levels = levelInputs(encoder).map(({ input }) => input);
  const wrong = periodic?.inputs.find(
    (input, i, all) => input >= inputs || levels.includes(input) || (i > 0 && input <= all[i - 1]!),
  );
  if (wrong !== undefined)
    throw damaged(`network ${network} has waves of input ${wrong}, which is not there or no number`);
}

function checkMargins({ scores, spread: { at, size } }: Margins) {
  const rises = (values: readonly number[], by: (a: number, b: number) => boolean) =>
    values.every((value, i) => i === 0 || by(values[i - 1]!, value));
  if (!rises(scores, (a, b) => a <= b)) throw damaged('the scores of its intervals are not in order');
  if (at.length !== size.length || !rises(at, (a, b) => a < b))
    throw damaged('the spread of its intervals is not in order');
}

/** Numbers predicted for a row: one for each target, or for each class. */
const numbersIn = (of: TargetColumns | TargetCoding) =>
  'columns' in of ? of.columns.length : of.classes.length;
