import { count } from '../../math/numeral.js';
import { classCounts } from './class-counts.js';
import type { Check } from './warning.js';

/** A class of fewer rows has less than four to be tested on. */
const fewest = 20;
const shown = 4;

export const rareClasses: Check = (seen) => {
  if (seen.task === 'regression') return [];
  const rare = classCounts(seen)
    .filter(({ rows }) => rows < fewest)
    .reverse();
  if (rare.length === 0) return [];
  const named = rare.slice(0, shown).map(({ name, rows }) => `"${name}" has ${count(rows, 'row')}`);
  const more = rare.length > shown ? `, and ${rare.length - shown} more have fewer than ${fewest}` : '';
  return [
    {
      kind: 'rare_classes',
      about: seen.targets[0]!.name,
      text: `class ${named.join(', ')}${more}: too few to be learnt, or judged, with any certainty; join such classes in the file${seen.heeded.classWeights ? '' : ', or weigh them up'}`,
      flags: seen.heeded.classWeights ? [] : ['--class-weights balanced'],
      evidence: { classes: rare.map(({ name }) => name), rows: rare.map(({ rows }) => rows) },
      trust: true,
    },
  ];
};
