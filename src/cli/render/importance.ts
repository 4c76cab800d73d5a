import { type Explanation, explain } from '../../insight/explain.js';
import type { StudyRecord } from '../../study/trial.js';
import { importanceSection } from '../../words/explain/importance.js';
import { gradeWords } from '../../words/explain/section.js';
import { count } from '../../words/number.js';
import type { ExplainSection, Page } from './explain-section.js';
import { paragraph, table } from './table.js';

const known = new WeakMap<StudyRecord, Explanation>();

/** Worked out once for each study. */
function explained(record: StudyRecord): Explanation {
  const explanation = known.get(record) ?? explain(record);
  known.set(record, explanation);
  return explanation;
}

/** What matters: the finding, the figures, then every claim with how sure it is. */
export const matterSection: ExplainSection = {
  lines(record, { style, columns }: Page) {
    const { title, table: figures, claims, basis } = importanceSection(explained(record));
    const tableOptions = {
      columns,
      header: style.faint,
      gap: columns < 96 ? 2 : 3,
      least: 12,
    };
    return [
      '',
      ...paragraph(style.text(`${title}.`), columns).map(style.strong),
      '',
      ...(figures
        ? [
            ...table(
              [figures.head, ...figures.rows].map((row) => row.map(style.text)),
              { ...tableOptions, right: figures.right },
            ),
            '',
          ]
        : []),
      ...claims.flatMap(({ text, grade, trials }) =>
        paragraph(style.text(`${text} [${gradeWords[grade]}, ${count(trials, 'trial')}]`), columns, '- '),
      ),
      ...(basis ? ['', ...paragraph(style.text(basis), columns).map(style.faint)] : []),
    ];
  },
  events(record) {
    const explanation = explained(record);
    const { title, claims, basis } = importanceSection(explanation);
    return [{ event: 'importance', title, claims, basis, figures: explanation.importance }];
  },
};
