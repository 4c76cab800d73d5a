import type { FinishedEvent } from '../../tune/event.js';
import type { Evidence } from '../../tune/evidence/evidence.js';
import type { Residuals, TargetResiduals } from '../../tune/evidence/residuals/residuals.js';
import { count } from '../number.js';
import { basisText, findingText, findingTitle, nowhere, worstText } from '../residual.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';

const mostFindings = 5;

/** Where the saved model is wrong: by column and by row. Nothing for a study that `tune` did not carry to its end. */
export function residualSection({ record }: Explained): Section | undefined {
  const residuals = residualsIn(record);
  if (residuals === undefined) return undefined;
  const { targets, rows, sample, columns, tests } = residuals;
  const behind = { grade: 'measured', trials: trialsOf(record) } as const;
  const found = targets.flatMap((target) =>
    target.columns.flatMap((column) =>
      column.found.map((bin) => ({
        title: findingTitle(column, target),
        text: findingText(column, bin, target),
      })),
    ),
  );
  const more = found.length - mostFindings;
  const said = [
    ...found.slice(0, mostFindings).map(({ text }) => text),
    ...(more > 0
      ? [`${count(more, 'further place stands', 'further places stand')} out; --json has them all.`]
      : []),
    ...targets.map((target) => forTarget(targets, target, worstText(target))),
  ];
  return {
    name: 'residuals',
    title: found[0]?.title ?? nowhere,
    claims: said.map((text): Claim => ({ text, ...behind })),
    basis: basisText(rows, sample, columns, tests),
    figures: residuals,
  };
}

/** What a study keeps of it; undefined for a constant, few rows, and studies of earlier versions. */
export function residualsIn({ facts }: Explained['record']): Residuals | undefined {
  const evidence = facts.evidence as Evidence | null | undefined;
  return facts.finished && evidence?.format === 1 ? evidence.residuals : undefined;
}

/** The trial whose setting the saved model has. */
export function trialsOf({ facts }: Explained['record']): readonly number[] {
  const { winner, best } = facts.finished as FinishedEvent;
  return winner === 'tuned' && best ? [best.number] : [];
}

/** With the target's name where there are several. */
export const forTarget = (targets: readonly TargetResiduals[], { target }: TargetResiduals, text: string) =>
  targets.length > 1 ? `${target}: ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
