import { intervalRows } from '../chart/interval-rows.js';
import { regionWords } from '../words/explain/importance.js';
import type { Section } from '../words/explain/section.js';
import { percent } from '../words/number.js';
import { figure } from './figure.js';
import type { ReportStudy } from './section.js';

/** Each hyperparameter's share; empty where nothing is told from chance. */
export function importanceFigure({ title, table, basis }: Section, { explanation }: ReportStudy): string {
  if (table === undefined) return '';
  const { hyperparameters } = explanation.importance;
  return figure({
    finding: `${title}.`,
    about: `How much of what tells ${regionWords(explanation.importance)} apart each hyperparameter accounts for alone; the pale bars are 90 % intervals.`,
    draw: ({ width }, label) =>
      intervalRows({
        width,
        label,
        axis: 'share, %',
        rows: hyperparameters.map(({ name, grade, share }) => ({
          name,
          value: 100 * share.value,
          shown: percent(share.value),
          interval: [
            100 * Math.max(0, share.value - share.half),
            100 * Math.min(1, share.value + share.half),
          ] as const,
          tone: grade === 'believed' ? ('one' as const) : ('quiet' as const),
          strong: grade === 'believed',
        })),
      }),
    key: [
      { tone: 'one', mark: 'dot', words: 'more than chance gives' },
      { tone: 'quiet', mark: 'dot', words: 'not told from chance' },
    ],
    note: basis,
    table,
  });
}
