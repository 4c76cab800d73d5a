import { count } from '../../math/numeral.js';
import type { Check } from './warning.js';

/** Fewer usable rows than this leave a test part of less than forty. */
const fewest = 200;

export const fewRows: Check = ({ table, rows: usable, test }) => {
  const rows = usable.length;
  if (rows >= fewest) return [];
  const tested = test.rows.length;
  return [
    {
      kind: 'few_rows',
      about: table.name,
      text: `there are only ${count(rows, 'row')}, ${tested} of them to test on: another split could give quite another score; see how far it moves with another seed`,
      flags: ['--seed 1'],
      evidence: { rows, testRows: tested },
      // The report says it of the test part's rows already.
      trust: false,
    },
  ];
};
