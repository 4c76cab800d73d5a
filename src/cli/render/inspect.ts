import { confirmShare, searchShare } from '../../tune/budget.js';
import type { ColumnInspection, Inspection, TargetInspection } from '../../tune/inspect/inspection.js';
import { count, duration, mostly, percent, short, whole } from '../../words/number.js';
import { dataLines, labelled, spaceLines, warningLines } from './before.js';
import { classLines, histogramLines } from './histogram.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';
import { width } from './width.js';

const shownLevels = 4;

/** All that tuning would assume, each assumption with the flag that changes it. */
export function inspectionLines(inspection: Inspection, style: Style, columns: number): string[] {
  const { data, format, targets, warnings } = inspection;
  return [
    '',
    ...dataLines({ event: 'data', ...data }, style, columns, format),
    ...proposal(inspection, style, columns),
    ...warnings.flatMap((warning, i) =>
      warningLines({ event: 'warning', ...warning }, i === 0, style, columns),
    ),
    ...targets.flatMap((target) => [
      '',
      `  ${style.strong(style.text(target.name))}`,
      ...distribution(target, style, columns),
    ]),
    '',
    ...columnTable(inspection.columns, style, columns),
    '',
    ...paragraph(usual, columns),
    '',
    ...spaceLines(inspection.space, style, columns),
    ...budgetLines(inspection, style, columns),
    '',
  ];
}

function proposal({ proposed, targets }: Inspection, style: Style, columns: number): string[] {
  if (proposed === undefined) return [];
  const { why, others } = proposed;
  const also = others.length > 0 ? `; it could also be ${others.join(', ')}` : '';
  const text = `${targets[0]!.name} is taken as the target, for ${why}${also} (change: --target)`;
  return labelled([['Proposed', text]], style, columns);
}

function distribution(
  { histogram, range, classes }: TargetInspection,
  style: Style,
  columns: number,
): string[] {
  if (histogram && range) return histogramLines(histogram, range, style, columns);
  return classes ? classLines(classes, style, columns) : [];
}

const kinds: Readonly<Record<string, string>> = { boolean: 'yes-or-no' };

function columnTable(all: readonly ColumnInspection[], style: Style, columns: number): string[] {
  const rows = all.map((column) => [
    style.text(middled(column.name, Math.max(20, Math.floor(columns / 4)))),
    column.use === 'input' ? (kinds[column.kind!] ?? column.kind!) : column.use,
    column.missing === 0 ? '-' : mostly(column.missing),
    `${column.distinctMore ? 'over ' : ''}${whole(column.distinct)}`,
    column.numbers === undefined ? '-' : whole(column.numbers),
    style.text(contents(column)),
  ]);
  const header = ['column', 'kind', 'missing', 'distinct', 'inputs', 'holds'];
  return table([header, ...rows], { columns, right: [2, 3, 4], header: style.faint, gap: 2, least: 24 });
}

/** A name that would take the other columns' room, without its middle. */
function middled(name: string, most: number): string {
  if (width(name) <= most) return name;
  const letters = [...name];
  const tail = Math.floor(most / 3);
  return `${letters.slice(0, most - tail - 1).join('')}…${letters.slice(-tail).join('')}`;
}

function contents(column: ColumnInspection): string {
  const { use, reason, flag } = column;
  if (use === 'target') return 'what is predicted (change: --target)';
  if (use === 'weight') return 'how much each row counts (change: --weight)';
  if (reason !== undefined) return `${reason}${flag ? ` (change: ${flag})` : ''}`;
  return [held(column), special(column)].filter(Boolean).join('; ');
}

function held({ range, dates, levels = [], distinct }: ColumnInspection): string {
  if (range) return `${short(range.smallest)} to ${short(range.largest)}, median ${short(range.median)}`;
  if (dates) return dates.join(' to ');
  const names = levels.slice(0, shownLevels).map(({ name }) => name);
  return `${names.join(', ')}${distinct > shownLevels ? ', …' : ''}`;
}

/** What is not as the line below the table says. */
const special = ({ encoding = '' }: ColumnInspection) =>
  /for missing|for the rest/.test(encoding) || !/^(scaled by|yes above|one )/.test(encoding) ? encoding : '';

const usual =
  'Numbers are scaled by median and quartiles, categories of up to nine levels have one input a level; fitted on the training rows alone (change: --number, --category, --ignore COLUMN)';

function budgetLines({ budget, workers, seed }: Inspection, style: Style, columns: number): string[] {
  const { seconds, trials } = budget;
  const time = seconds === undefined ? '' : duration(seconds);
  const said = [time, trials === undefined ? '' : count(trials, 'trial')].filter(Boolean).join(' or ');
  const shares =
    seconds === undefined
      ? ''
      : `: ${percent(searchShare)} to search, ${percent(confirmShare - searchShare)} to confirm the best`;
  return labelled(
    [
      [
        'Budget',
        `${said} on ${count(workers, 'worker')}, seed ${seed}${shares} (change: --budget, --workers, --seed)`,
      ],
    ],
    style,
    columns,
  );
}
