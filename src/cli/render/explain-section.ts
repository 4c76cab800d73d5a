import type { Explained } from '../../words/explain/explained.js';
import { claimText, type SectionMaker } from '../../words/explain/section.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

/** Where a section is written. */
export interface Page {
  readonly style: Style;
  readonly columns: number;
}

/** One thing that is said of a study: on a terminal, and to programs. Nothing where it does not apply to it. */
export interface ExplainSection {
  lines(study: Explained, page: Page): string[];
  /** One object for each line of `--json`, with `event` for its kind. */
  events(study: Explained): readonly (Readonly<Record<string, unknown>> & { readonly event: string })[];
}

/** A section of words: its finding, the figures, then every claim with how sure it is. */
export const worded = (make: SectionMaker): ExplainSection => ({
  lines(study, page) {
    const section = make(study);
    if (section === undefined) return [];
    const { style, columns } = page;
    const { title, table: figures, claims, basis } = section;
    return [
      '',
      ...paragraph(style.text(`${title}.`), columns).map(style.strong),
      ...(figures ? ['', ...figureLines(figures, page)] : []),
      ...(figures && claims.length > 0 ? [''] : []),
      ...claims.flatMap((claim) => paragraph(style.text(claimText(claim)), columns, '- ')),
      ...(basis ? ['', ...paragraph(style.text(basis), columns).map(style.faint)] : []),
    ];
  },
  events(study) {
    const section = make(study);
    if (section === undefined) return [];
    const { name, title, claims, basis, figures } = section;
    return [{ event: name, title, claims, basis, figures }];
  },
});

type Figures = NonNullable<NonNullable<ReturnType<SectionMaker>>['table']>;

const figureLines = ({ head, rows, right }: Figures, { style, columns }: Page) =>
  table(
    [head, ...rows].map((row) => row.map(style.text)),
    { columns, header: style.faint, gap: columns < 96 ? 2 : 3, least: 12, right },
  );
