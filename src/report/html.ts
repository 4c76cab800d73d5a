import { escaped, tag } from '../chart/svg.js';

export { escaped, tag };

/** Words as markup; a figure and its percent sign stay together. */
export const prose = (text: string) => escaped(text).replace(/(\d) %/g, '$1\u00a0%');

/** A table with a head; cells are text. The columns named in `right` hold figures. */
export interface TableData {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly right?: readonly number[];
}

export function table({ head, rows, right = [] }: TableData): string {
  const row = (cells: readonly string[], name: 'th' | 'td') =>
    tag(
      'tr',
      {},
      ...cells.map((cell, i) => {
        const attributes = {
          class: right.includes(i) ? 'figure' : undefined,
          scope: name === 'th' ? 'col' : undefined,
        };
        return `<${name}${attributesOf(attributes)}>${escaped(cell)}</${name}>`;
      }),
    );
  const body = rows.map((cells) => row(cells, 'td')).join('');
  return `<div class="scroll"><table><thead>${row(head, 'th')}</thead><tbody>${body}</tbody></table></div>`;
}

const attributesOf = (attributes: Readonly<Record<string, string | undefined>>) =>
  Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(value)}"`]))
    .join('');

/** Names and what they are, one below the other. */
export const facts = (rows: readonly (readonly [name: string, text: string])[]) =>
  `<dl>${rows.map(([name, text]) => `<dt>${escaped(name)}</dt><dd>${prose(text)}</dd>`).join('')}</dl>`;

export const paragraph = (text: string, classes?: string) =>
  `<p${attributesOf({ class: classes })}>${prose(text)}</p>`;

export const list = (items: readonly string[]) =>
  `<ul>${items.map((item) => `<li>${prose(item)}</li>`).join('')}</ul>`;
