import { namesOf } from '../../../data/schema.js';
import { rowNumber } from '../../../data/table.js';
import { columnOf } from '../../../data/target.js';
import { encodeNumber, type NumberCoding } from '../../../data/target-coding.js';
import { lossesOfNumbers, spreadOf } from '../../../insight/residuals/loss-shares.js';
import { exp } from '../../../math/elementary.js';
import { mean } from '../../../math/statistics.js';
import { recipeOf } from '../../setting.js';
import { rounded } from '../rounded.js';
import { largest, type ResidualSource, type Seen, shortShare, shortSpread, trainedLoss } from './source.js';

/** Each target of numbers. */
export function seenNumbers(source: ResidualSource): Seen[] {
  const { schema } = source.prepared;
  return namesOf(schema.target).map((target, k) => ofNumber(source, target, k));
}

function ofNumber({ prepared, unlearnt, setting }: ResidualSource, target: string, k: number): Seen {
  const { width } = prepared.target;
  const [truth, predicted] = [columnOf(unlearnt.truth, width, k), columnOf(unlearnt.predictions, width, k)];
  const residuals = predicted.map((value, i) => value - truth[i]!);
  const sizes = residuals.map(Math.abs);
  return {
    measures: [
      { name: 'size', values: sizes },
      { name: 'bias', values: residuals },
    ],
    ...(truth.every((y) => y > 0) && { truth }),
    told: {
      target,
      size: rounded(mean(sizes)),
      bias: rounded(mean(residuals)),
      spread: shortSpread(spreadOf(sizes)),
      worst: largest(sizes).map((i) => ({
        row: rowNumber(prepared.table, unlearnt.rows[i]!),
        truth: rounded(truth[i]!),
        predicted: rounded(predicted[i]!),
      })),
      ...lossesOf({ prepared, setting, truth, predicted, k }),
    },
  };
}

interface NumberLosses extends Pick<ResidualSource, 'prepared' | 'setting'> {
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly k: number;
}

/** The losses as training counts them: on the scale of the chosen setting, with its delta. */
function lossesOf({ prepared, setting, truth, predicted, k }: NumberLosses) {
  const { part } = prepared.fitted(0);
  const { plan, targetScale } = recipeOf(setting, part);
  const coding = part.coding[targetScale]!;
  if (coding.kind !== 'numbers') throw new Error('numbers are coded as numbers');
  const own = coding.columns[k]!;
  const residuals = predicted
    .map((value, i) => encodeNumber(own, value) - encodeNumber(own, truth[i]!))
    .filter(Number.isFinite);
  const used = plan.loss.kind === 'huber';
  const delta = plan.loss.kind === 'huber' ? plan.loss.delta : 1.345 * part.residualScale[targetScale];
  const beyond = residuals.filter((r) => Math.abs(r) > delta).length / residuals.length;
  return {
    losses: lossesOfNumbers(residuals, delta).map(shortShare),
    huber: { delta: rounded(inUnits(delta, own)), scale: targetScale, beyond: rounded(beyond), used },
    trainedWith: trainedLoss(plan.loss.kind),
  };
}

/** A difference on the coded scale in the target's units; on the log scale the ratio that it stands for. */
const inUnits = (delta: number, { transform, deviation }: NumberCoding) =>
  transform === 'log' ? exp(delta * deviation) : delta * deviation;
