import { intervalRows } from '../chart/interval-rows.js';
import type { BinErrors, ColumnErrors } from '../insight/residuals/column-errors.js';
import type { TargetResiduals } from '../tune/evidence/residuals/residuals.js';
import { lossTable, lossTexts, lossTitle } from '../words/explain/losses.js';
import { residualsIn } from '../words/explain/residuals.js';
import { count, digits, percent, range, whole } from '../words/number.js';
import {
  basisText,
  findingText,
  findingTitle,
  lossNames,
  nowhere,
  placeName,
  worstText,
} from '../words/residual.js';
import { type Figure, figure } from './figure.js';
import { list, paragraph, prose } from './html.js';
import type { ReportStudy } from './section.js';

const mostFigures = 3;

/** Where the model is wrong by column, and which rows each loss listens to; empty where the study keeps nothing of it. */
export function residualBody({ record }: ReportStudy): string {
  const residuals = residualsIn(record);
  if (residuals === undefined) return '';
  const { targets, rows, sample, columns, tests } = residuals;
  return [
    ...targets.map((target) => byColumn(target, targets.length > 1)),
    paragraph(basisText(rows, sample, columns, tests), 'about'),
    ...targets.map((target) => figure(lossFigure(target, rows))),
  ].join('');
}

function byColumn(target: TargetResiduals, isNamed: boolean): string {
  const { columns } = target;
  const name = isNamed ? `${target.target}: ` : '';
  const further = columns
    .slice(mostFigures)
    .flatMap((column) => column.found.map((bin) => findingText(column, bin, target)));
  return [
    columns.length === 0 ? `<h3>${prose(`${name}${nowhere}.`)}</h3>` : '',
    ...columns.slice(0, mostFigures).map((column) => figure(columnFigure(column, target, name))),
    list([...further, worstText(target)]),
  ].join('');
}

const axes = (target: TargetResiduals): Record<ColumnErrors['measure'], string> => ({
  size: target.wrong === undefined ? `mean error in ${target.target}` : 'mean log-loss',
  bias: `mean of predicted − true ${target.target}`,
  wrong: 'share of wrong classes, %',
});

/** Every range and level of a column, those that stand out in colour. */
function columnFigure(column: ColumnErrors, target: TargetResiduals, name: string): Figure {
  const { measure, bins } = column;
  const axis = axes(target)[measure];
  const asShare = measure === 'wrong';
  const scale = asShare ? 100 : 1;
  const text = asShare ? percent : digits;
  const ends = ({ mean, half }: BinErrors) => [
    scale * (measure === 'bias' ? mean - half : Math.max(0, mean - half)),
    scale * (mean + half),
  ];
  return {
    finding: `${name}${findingTitle(column, target)}.`,
    about: `${axis}, by ${column.name}; the pale bars are 90 % intervals.`,
    key: [
      { tone: 'one', mark: 'dot', words: 'clearly different from all other rows' },
      { tone: 'quiet', mark: 'dot', words: 'not' },
    ],
    draw: ({ width }, label) =>
      intervalRows({
        width,
        label,
        axis,
        rows: bins.map((bin) => ({
          name: placeName(bin.place),
          value: scale * bin.mean,
          shown: text(bin.mean),
          interval: ends(bin) as [number, number],
          tone: bin.stands ? ('one' as const) : ('quiet' as const),
          strong: bin.stands,
        })),
      }),
    note: column.found.map((bin) => findingText(column, bin, target)).join(' '),
    table: {
      head: [column.name, 'rows', axis, '90 %', 'elsewhere', 'stands out'],
      rows: bins.map((bin) => [
        placeName(bin.place),
        whole(bin.rows),
        text(bin.mean),
        range(ends(bin) as [number, number], measure === 'bias'),
        text(bin.elsewhere),
        bin.stands ? 'yes' : 'no',
      ]),
      right: [1, 2, 3, 4],
    },
  };
}

/** What the worst hundredth and tenth of the rows make up of each loss. */
function lossFigure(target: TargetResiduals, rows: number): Figure {
  const shares = target.losses.flatMap(({ loss, hundredth, tenth, normal }) => [
    ...(hundredth === undefined
      ? []
      : [
          { name: `${lossNames[loss]}: worst 1 %`, share: hundredth, usual: normal?.hundredth, strong: true },
        ]),
    { name: `${lossNames[loss]}: worst 10 %`, share: tenth, usual: normal?.tenth, strong: false },
  ]);
  const usual = target.wrong === undefined;
  return {
    finding: `${lossTitle(target)}.`,
    about: `What the rows with the largest errors, of ${count(rows, 'row')}, make up of each loss${usual ? '; the pale bars reach from there to what normal errors would give' : ''}.`,
    draw: ({ width }, label) =>
      intervalRows({
        width,
        label,
        axis: 'share of the loss, %',
        rows: shares.map(({ name, share, usual: other, strong }) => ({
          name,
          value: 100 * share,
          shown: percent(share),
          ...(other !== undefined && {
            interval: [100 * Math.min(share, other), 100 * Math.max(share, other)] as const,
          }),
          tone: strong ? ('one' as const) : ('two' as const),
          strong,
        })),
      }),
    note: lossTexts(target).join(' '),
    table: lossTable([target]),
  };
}
