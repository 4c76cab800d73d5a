import { encodeInputs } from '../../data/encode/encode.js';
import { readTarget } from '../../data/read-target.js';
import type { Table } from '../../data/table.js';
import { encodeTargets } from '../../data/target-coding.js';
import type { DataOptions } from '../../data/task.js';
import type { Prepared } from '../prepare.js';
import type { TargetScale } from '../setting.js';
import { mayTrain } from './may-train.js';

/** Rows as a network is given them (see `Part`). */
export interface EncodedRows {
  readonly rows: number;
  readonly inputs: Float32Array;
  /** rows × targets for each scale, in the order of `scales`. */
  readonly targets: readonly Float32Array[];
  readonly weights?: Float32Array;
}

export interface RowEncoder {
  readonly inputs: number;
  readonly targetWidth: number;
  readonly scales: readonly TargetScale[];
  readonly weighted: boolean;
  /** Everything that decides what is written, as plain JSON. */
  readonly identity: unknown;
  encode(piece: Table): EncodedRows;
}

/**
 * Encodes the training rows of a table of which `sample` holds a sample, piece by piece: by what was fitted on the sample's training rows, without the
 * rows that validate and test. `encode` throws the data errors of `readTarget`, with the numbers of the rows.
 */
export function rowEncoder(sample: Prepared, data: DataOptions): RowEncoder {
  const { part, encoder, rows } = sample.part(0);
  const { coding, classFactors } = part;
  const scales = Object.keys(coding) as TargetScale[];
  const own = mayTrain(sample, data);
  const raw = (weights: Float64Array | undefined, code: number, row: number) =>
    (weights?.[row] ?? 1) * (classFactors?.[code] ?? 1);
  const weighted = part.trainWeights !== undefined;
  const mean = meanOf(rows.train, (row) => raw(sample.target.weights, sample.target.values[row]!, row));
  return {
    inputs: part.inputs,
    targetWidth: part.trainTargets[scales[0]!]!.length / rows.train.length,
    scales,
    weighted,
    identity: {
      schema: { ...sample.schema, assumptions: [] },
      encoder,
      coding,
      mean,
      factors: classFactors && [...classFactors],
      held: own.identity,
    },
    encode(piece) {
      const { missing } = sample.schema;
      const { dropBadRows } = data;
      const target = readTarget({ ...sample.schema, missing }, piece, { dropBadRows, isPiece: true });
      const trains = own.test(piece);
      const chosen = target.rows.filter(trains);
      return {
        rows: chosen.length,
        inputs: encodeInputs(encoder, piece, chosen),
        targets: scales.map((scale) => encodeTargets(coding[scale]!, target, chosen)),
        ...(weighted && {
          weights: Float32Array.from(chosen, (row) => raw(target.weights, target.values[row]!, row) / mean),
        }),
      };
    },
  };
}

const meanOf = (rows: Uint32Array, of: (row: number) => number) =>
  rows.reduce((sum, row) => sum + of(row) / rows.length, 0);
