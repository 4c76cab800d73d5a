import { cut, drawing, escaped, tag, text, textWidth, title } from './svg.js';

export interface HeatCell {
  readonly column: number;
  readonly row: number;
  /** 0 to 8: see `shades`. */
  readonly shade: number;
  /** The large words and the small ones below them. */
  readonly words?: string;
  readonly below?: string;
  /** A ring around the cell. */
  readonly ringed?: boolean;
  /** A word in the corner. */
  readonly corner?: string;
  readonly title?: string;
}

export interface HeatMapOptions {
  readonly width: number;
  readonly label: string;
  /** From left to right, and from top to bottom. */
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly columnsLabel: string;
  readonly rowsLabel: string;
  readonly cells: readonly HeatCell[];
  /** The most that a cell may be high; default 56. */
  readonly cellHeight?: number;
  /** The most that a cell may be wide; default 120. */
  readonly cellWidth?: number;
}

/** From this shade on, words on a cell have the ground's colour. */
const deep = 5;

/** Cells with a shade and figures; places without a cell stay empty. */
export function heatMap(options: HeatMapOptions): string {
  const {
    width,
    label,
    columns,
    rows,
    columnsLabel,
    rowsLabel,
    cells,
    cellHeight = 56,
    cellWidth = 120,
  } = options;
  const names = rows.map((name) => cut(name, 0.3 * width));
  const left = Math.max(16, ...names.map((name) => textWidth(name))) + 14;
  const w = Math.min(cellWidth, (width - left) / Math.max(1, columns.length));
  const h = Math.min(cellHeight, Math.max(34, w * 0.9));
  const top = 44;
  const fit = { w, h, at: (cell: HeatCell) => [left + cell.column * w, top + cell.row * h] as const };
  const heads = columns.map((name) => cut(name, w - 4));
  return drawing(
    width,
    top + rows.length * h + 4,
    label,
    text(0, 12, rowsLabel, { class: 'label' }),
    text(left + columns.length * w, 12, columnsLabel, { class: 'label', 'text-anchor': 'end' }),
    ...heads.map((name, i) =>
      tag(
        'text',
        { class: 'tick', 'text-anchor': 'middle', x: left + (i + 0.5) * w, y: top - 9 },
        title(columns[i]),
        escaped(name),
      ),
    ),
    ...names.map((name, i) =>
      tag(
        'text',
        { class: 'tick', 'text-anchor': 'end', x: left - 8, y: top + (i + 0.5) * h + 4 },
        title(rows[i]),
        escaped(name),
      ),
    ),
    ...columns.flatMap((_, column) =>
      rows.map((_, row) => {
        const [x, y] = fit.at({ column, row, shade: 0 });
        return tag('rect', { class: 'empty', x: x + 1, y: y + 1, width: w - 2, height: h - 2, rx: 3 });
      }),
    ),
    ...cells.map((cell) => cellOf(cell, fit)),
  );
}

interface Fit {
  readonly w: number;
  readonly h: number;
  readonly at: (cell: HeatCell) => readonly [number, number];
}

function cellOf(cell: HeatCell, { w, h, at }: Fit): string {
  const [x, y] = at(cell);
  const { shade, words = '', below = '', ringed, corner = '' } = cell;
  const ink = shade >= deep ? 'on-deep' : 'on-pale';
  const inner = { x: x + 1, y: y + 1, width: w - 2, height: h - 2, rx: 3 };
  const middle = { x: x + w / 2, 'text-anchor': 'middle' };
  const lift = below ? -3 : 5;
  const roomy = textWidth(below, 11) < w;
  const fits = textWidth(words, 11) < w;
  return tag(
    'g',
    { class: 'cell' },
    title(cell.title),
    tag('rect', { class: `shade-${shade}${ringed ? ' ringed' : ''}`, ...inner }),
    words && fits
      ? tag('text', { ...middle, y: y + h / 2 + lift, class: `figure ${ink}` }, escaped(words))
      : '',
    below && roomy
      ? tag('text', { ...middle, y: y + h / 2 + 13, class: `small ${ink}` }, escaped(below))
      : '',
    corner
      ? tag('text', { x: x + w - 5, y: y + 14, 'text-anchor': 'end', class: `small ${ink}` }, escaped(corner))
      : '',
  );
}
