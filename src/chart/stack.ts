import { drawing, tag, text, textWidth, title } from './svg.js';

export interface StackPart {
  readonly name: string;
  readonly size: number;
  readonly shown: string;
}

export interface StackOptions {
  readonly width: number;
  readonly label: string;
  readonly parts: readonly StackPart[];
}

/** One bar made of parts, each with its name below it where there is room. */
export function stack({ width, label, parts }: StackOptions): string {
  const usable = parts.filter(({ size }) => Number.isFinite(size) && size > 0);
  const whole = usable.reduce((sum, { size }) => sum + size, 0);
  let x = 0;
  const drawn = usable.map(({ name, size, shown }, i) => {
    const w = (size / whole) * width;
    const box = { x: x + (i ? 1 : 0), y: 2, width: Math.max(1, w - (i ? 1 : 0)), height: 22, rx: 2 };
    const lines = [
      tag(
        'rect',
        { class: `shade-${2 + (i % 4) * 2 - (i % 4 > 2 ? 1 : 0)}`, ...box },
        title(`${name}: ${shown}`),
      ),
      w > textWidth(name) + 8 ? text(x + (i ? 1 : 0), 41, name, { class: 'tick' }) : '',
      w > textWidth(name) + 8 ? text(x + (i ? 1 : 0), 57, shown, { class: 'note' }) : '',
    ];
    x += w;
    return lines.join('');
  });
  return drawing(width, 62, label, ...drawn);
}
