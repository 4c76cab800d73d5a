import { count, exactly, percent } from '../../math/numeral.js';
import { ascendingTargets, type Cap, capsOf } from '../caps.js';
import { longestRun, runsFromTop } from '../runs.js';
import { rowNumber } from '../table.js';
import type { Check, Seen, SeenTarget, Warning } from './warning.js';

/** A number of which one value has this share of the rows is half a class. */
const leastShare = 0.25;
/** Of a scale with fewer steps nothing else is to be expected. */
const fewestValues = 20;

/** Values of a number's target that very many rows share: a cap at an end, or one value that is a class in disguise. */
export const targetPiles: Check = (seen) => {
  if (seen.task !== 'regression') return [];
  return seen.targets.flatMap((target) => {
    const { rows } = seen;
    const ascending = ascendingTargets({ values: target.values, rows });
    const caps = capsOf({ values: target.values, rows }, ascending);
    return [...caps.map((cap) => capped(cap, target.name, seen)), ...frequent(caps, ascending, target, seen)];
  });
};

function capped({ value, end, rows }: Cap, about: string, seen: Seen): Warning {
  const share = rows.length / seen.rows.length;
  return {
    kind: 'capped_target',
    about,
    text: `${count(rows.length, 'row')} (${percent(share)}) are exactly ${exactly(value)}, the ${end} value: it looks like a limit of what was recorded, and what lies beyond is unknown`,
    flags: ['--drop-capped'],
    evidence: { value, end, rows: rows.length, share },
    rows: numbersOf(rows, seen),
    trust: true,
  };
}

function frequent(
  caps: readonly Cap[],
  ascending: Float64Array,
  { name, values }: SeenTarget,
  seen: Seen,
): Warning[] {
  const { rows } = seen;
  const run = longestRun(ascending, leastShare);
  if (run === undefined || caps.some((cap) => cap.value === run.value)) return [];
  if (runsFromTop(ascending, fewestValues).length < fewestValues) return [];
  const { value, length } = run;
  const share = length / rows.length;
  const shown = exactly(value);
  return [
    {
      kind: 'frequent_target',
      about: name,
      text: `${count(length, 'row')} (${percent(share)}) are exactly ${shown}: whether it is ${shown}, and how large it is otherwise, are two questions; one network answers them badly, and an absolute error suits it better`,
      flags: ['--metric mae'],
      evidence: { value, rows: length, share },
      rows: numbersOf(
        rows.filter((row) => values[row] === value),
        seen,
      ),
      trust: false,
    },
  ];
}

const numbersOf = (rows: Uint32Array, { table }: Seen) =>
  Array.from(rows.subarray(0, 5), (row) => rowNumber(table, row));
