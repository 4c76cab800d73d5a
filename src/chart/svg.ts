export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text as markup shows it, in attributes too. */
export const escaped = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: markup may not hold them.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd');

/** An element. Numbers are written with one decimal; attributes without a value are left out; children are markup. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`)
    .join('');
  const inside = children.join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** What a mark says when one points at it, or hears it read. */
export const title = (text: string | undefined) => (text ? `<title>${escaped(text)}</title>` : '');

export const text = (x: number, y: number, words: string, attributes: Attributes = {}) =>
  tag('text', { x, y, ...attributes }, escaped(words));

/** A coordinate: a tenth of a pixel is fine enough. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '0';
  const tenths = Math.round(Math.max(-1e6, Math.min(1e6, value)) * 10) / 10;
  return String(tenths === 0 ? 0 : tenths);
}

/** The width of a text of the charts' size in pixels, near enough to leave room for it. */
export const textWidth = (words: string, size = 12) => words.length * size * 0.56;

/** As much of a name as there is room for. */
export function cut(name: string, room: number, size = 12): string {
  const letters = Math.max(1, Math.floor(room / (size * 0.56)));
  return name.length <= letters ? name : `${name.slice(0, Math.max(1, letters - 1))}…`;
}

/** The whole drawing. `label` says in a sentence what can be seen. */
export function drawing(width: number, height: number, label: string, ...children: readonly string[]) {
  return tag(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${short(width)} ${short(height)}`,
      width,
      height,
      role: 'img',
      'aria-label': label,
    },
    ...children,
  );
}
