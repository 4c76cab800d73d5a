import { encodeNumber } from '../data/target-coding.js';
import type { HeldOut } from '../network/probe/held-out.js';
import { evenRows } from './even-rows.js';
import type { Part } from './runner.js';
import type { TargetScale } from './setting.js';

/** At most so many of a part's validation rows, at even distances, with targets as its networks see them and weighed as its training rows are. */
export function heldOutRows(part: Part, scale: TargetScale, most: number): HeldOut {
  const { inputs: width, validationInputs, validationRows, validationTruth, validationWeights } = part;
  const coding = part.coding[scale]!;
  const columns = validationTruth.length / validationRows;
  const rows = evenRows(validationRows, most);
  const inputs = new Float32Array(rows.length * width);
  const targets = new Float32Array(rows.length * columns);
  const weights = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    inputs.set(validationInputs.subarray(row * width, (row + 1) * width), i * width);
    const truth = validationTruth.subarray(row * columns, (row + 1) * columns);
    targets.set(
      coding.kind === 'numbers' ? truth.map((y, k) => encodeNumber(coding.columns[k]!, y)) : truth,
      i * columns,
    );
    weights[i] = (validationWeights?.[row] ?? 1) * (part.classFactors?.[truth[0]!] ?? 1);
  });
  return { inputs, targets, weights };
}
