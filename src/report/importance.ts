import { intervalRows } from '../chart/interval-rows.js';
import { type Explanation, explain } from '../insight/explain.js';
import type { StudyRecord } from '../study/trial.js';
import { importanceSection, regionWords } from '../words/explain/importance.js';
import { gradeWords } from '../words/explain/section.js';
import { count, percent } from '../words/number.js';
import { figure } from './figure.js';
import { list, prose } from './html.js';

/** What matters: each hyperparameter's share, and every claim with how sure it is. */
export function matterSection(study: StudyRecord): string {
  const explanation = explain(study);
  const { title, claims, table } = importanceSection(explanation);
  const said = list(
    claims.map(({ text, grade, trials }) => `${text} [${gradeWords[grade]}, ${count(trials, 'trial')}]`),
  );
  return table ? shareFigure(explanation) + said : `<h3>${prose(title)}.</h3>${said}`;
}

function shareFigure(explanation: Explanation): string {
  const { title, table, basis } = importanceSection(explanation);
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
    table: { head: table!.head, rows: table!.rows, right: table!.right },
  });
}
