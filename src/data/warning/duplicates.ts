import { count, percent } from '../../math/numeral.js';
import { rowNumber } from '../table.js';
import { ofSample } from './sample.js';
import { type Twins, twinsOf } from './twins.js';
import type { Check, Rows, Seen, Warning } from './warning.js';

const fewest = 5;
/** Shares of the test part: of rows that are known by heart, and of rows that contradict what was learnt. */
const least = { same: 0.01, contrary: 0.05 };

/** Rows to test on that also stand among those that are learnt from, with the same target or with another one. */
export const duplicates: Check = (seen) => {
  const { table, targets, pool, train, validation, test, seed } = seen;
  if (test.rows.length === 0) return [];
  const inputs = seen.inputs.map(({ name }) => name);
  const of = (rows: Uint32Array): Rows => ({ table, targets, rows });
  const tested = twinsOf(inputs, of(pool), test, seed);
  if (isCoarse(tested)) return [];
  return [
    ...known(seen, tested, () => twinsOf(inputs, of(train), of(validation), seed)),
    ...contradicted(seen, tested),
  ];
};

/** Inputs of so few different values that rows agree by chance: twins then mean nothing. */
const isCoarse = ({ distinct, judged }: Twins) => distinct < judged / 2;

function known(seen: Seen, tested: Twins, validated: () => Twins): Warning[] {
  const share = tested.same.length / tested.judged;
  if (tested.same.length < fewest || share < least.same) return [];
  const validation = validated();
  const validationShare = validation.same.length / validation.judged;
  return [
    {
      kind: 'duplicates',
      about: seen.table.name,
      text: `${counted(seen, tested, tested.same)} and ${percent(validationShare)} of the validation part also stand among the rows that are learnt from, target and all: there, remembering is enough, and the score says too much for rows that are new`,
      flags: flagsFor(seen),
      evidence: { test: tested.same.length, testShare: share, validationShare, judged: tested.judged },
      rows: shown(seen, tested.same),
      trust: true,
    },
  ];
}

/** Equal rows cannot be kept together along time, and no rule reaches into a file of its own. */
function flagsFor({ table, test, heeded }: Seen): string[] {
  if (test.table !== table) return [];
  return [heeded.split === 'time' ? '--duplicates drop' : '--duplicates together'];
}

function contradicted(seen: Seen, tested: Twins): Warning[] {
  const share = tested.contrary.length / tested.judged;
  if (tested.contrary.length < fewest || share < least.contrary) return [];
  return [
    {
      kind: 'contradictions',
      about: seen.targets.map(({ name }) => name).join(', '),
      text: `${counted(seen, tested, tested.contrary)} have the very inputs of another row and another target: the columns do not tell them apart, and no model can`,
      flags: [],
      evidence: { test: tested.contrary.length, testShare: share, judged: tested.judged },
      rows: shown(seen, tested.contrary),
      trust: false,
    },
  ];
}

const counted = ({ test }: Seen, { judged, isComplete }: Twins, rows: readonly number[]) =>
  `${isComplete ? '' : 'at least '}${count(rows.length, 'row')}${ofSample(judged, test.rows.length)} of the test part (${percent(rows.length / judged)})`;

const shown = ({ test }: Seen, rows: readonly number[]) =>
  rows.slice(0, 5).map((row) => rowNumber(test.table, row));
