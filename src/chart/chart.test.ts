import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heatMap } from './heat-map.js';
import { intervalRows } from './interval-rows.js';
import { area } from './layer/area.js';
import { cells } from './layer/cells.js';
import { columns } from './layer/columns.js';
import { errorBars } from './layer/error-bars.js';
import { line } from './layer/line.js';
import { crowd, points } from './layer/points.js';
import { diagonal, level, post } from './layer/rule.js';
import { parallel } from './parallel.js';
import { type Axis, type Layer, plot } from './plot.js';
import { stack } from './stack.js';
import { colours } from './style.js';
import { waterfall } from './waterfall.js';

const any = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -1e6, max: 1e6 }) },
  fc.double(),
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE),
);
const pair = fc.tuple(any, any);
const kind = fc.constantFrom('linear' as const, 'log' as const);

/** Numbers in attributes are numbers, and lie in the drawing or near it. */
function isSound(svg: string, width = 400) {
  expect(svg).toMatch(/^<svg class="chart" viewBox="0 0 [\d.]+ [\d.]+".*(<\/svg>|\/>)$/s);
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  for (const [, , value] of svg.matchAll(/ (x|x1|x2|cx)="([^"]+)"/g)) {
    expect(Number(value)).toBeGreaterThan(-60);
    expect(Number(value)).toBeLessThan(width + 60);
  }
  for (const [, value] of svg.matchAll(/ (?:width|height|r)="([^"]+)"/g))
    expect(Number(value)).toBeGreaterThanOrEqual(0);
}

const drawn = (x: Axis, y: Axis, ...layers: Layer[]) =>
  plot({ width: 400, height: 300, label: 'what is seen', x, y, layers });

describe('a plot of any data is sound', () => {
  test('points, lines, areas, whiskers, rules', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), kind, kind, (places, xKind, yKind) => {
        const at = places.map(([x, y]) => ({ x, y, title: `${x}` }));
        const svg = drawn(
          { kind: xKind, values: places.map(([x]) => x), label: 'x' },
          { kind: yKind, values: places.map(([, y]) => y), label: 'y' },
          line({ points: places, tone: 'one' }),
          area({ points: places.map(([x, y]) => [x, y, y]), tone: 'two' }),
          crowd(places, 'one'),
          ...(['dot', 'ring', 'cross', 'diamond'] as const).map((shape) =>
            points({ points: at, tone: 'three', shape }),
          ),
          errorBars(
            places.map(([x, y]) => [x, y, x]),
            'ink',
          ),
          diagonal,
          ...places.slice(0, 3).map(([x, y]) => level(y, String(x))),
          ...places.slice(0, 3).map(([x]) => post(x, 'here')),
        );
        isSound(svg.replaceAll(/<title>.*?<\/title>/g, '').replaceAll(/>(NaN|-?Infinity)</g, '><'));
      }),
    );
  });

  test('columns and cells', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(any, fc.nat(1e6)), { minLength: 1, maxLength: 30 }), (bars) => {
        const names = bars.map((_, i) => `b${i}`);
        isSound(
          drawn(
            { kind: 'band', names, label: 'x' },
            { values: bars.map(([, n]) => n), zero: true, label: 'y' },
            columns(
              bars.map(([height], i) => ({ from: i - 0.3, to: i + 0.3, height })),
              'one',
            ),
            cells({
              x: [0, 1, 2],
              y: [0, 1, 2],
              cells: bars.map(([, n], i) => [i % 2, 1, n] as const),
              say: () => '',
            }),
          ),
        );
      }),
    );
  });

  test('parallel coordinates, either way', () => {
    const value = fc.option(any, { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 20 }),
        fc.boolean(),
        (rows, vertical) => {
          const axes: Axis[] = [
            { label: 'learning rate', kind: 'log', values: rows.map(([a]) => a ?? 1) },
            { label: 'loss', kind: 'band', names: ['a', 'b'] },
            { label: 'rmse', values: rows.map(([, , c]) => c ?? 1) },
          ];
          const lines = rows.map((values) => ({ values, tone: 'one' as const }));
          isSound(parallel({ width: 400, height: 300, label: 'x', axes, lines, vertical }));
        },
      ),
    );
  });

  test('intervals and parts of a whole', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(any, any, any), { maxLength: 6 }), (rows) => {
        const given = rows.map(([value, a, b]) => ({
          name: 'a model',
          value,
          interval: [a, b] as const,
          shown: '1',
          tone: 'one' as const,
        }));
        isSound(intervalRows({ width: 400, label: 'x', axis: 'rmse', rows: given }));
        const total = { name: 'all', value: rows[0]?.[0] ?? 1, shown: '1' };
        const steps = given.map(({ value, interval, ...each }) => ({
          ...each,
          interval,
          from: interval[0],
          to: value,
        }));
        isSound(waterfall({ width: 400, label: 'x', axis: 'rmse', first: total, steps, last: total }));
        isSound(
          stack({ width: 400, label: 'x', parts: rows.map(([size]) => ({ name: 'a', size, shown: '1' })) }),
        );
      }),
    );
  });
});

describe('what is drawn', () => {
  const tickTexts = (svg: string) => [...svg.matchAll(/class="tick"[^>]*>([^<]*)</g)].map(([, text]) => text);

  test('ticks are round numbers between the ends', () => {
    const svg = drawn({ values: [0, 97], label: 'epoch' }, { values: [1200, 48_000], label: 'price' });
    expect(tickTexts(svg)).toEqual(expect.arrayContaining(['50', '100', '20,000', '40,000']));
  });

  test('logarithmic ticks are powers, or few of their multiples', () => {
    const wide = drawn({ kind: 'log', values: [1e-5, 1], label: 'rate' }, { values: [0, 1], label: 'y' });
    expect(tickTexts(wide)).toEqual(expect.arrayContaining(['1e-4', '0.01']));
    const near = drawn({ kind: 'log', values: [520, 700], label: 'x' }, { values: [0, 1], label: 'y' });
    expect(tickTexts(near).filter((text) => Number(text) >= 500).length).toBeGreaterThan(1);
  });

  test('equal values, one value and none have an axis around them', () => {
    for (const values of [[5, 5, 5], [5], [], [0]])
      expect(tickTexts(drawn({ values, label: 'x' }, { values, label: 'y' })).length).toBeGreaterThan(2);
  });

  test('a point lies where its axes say', () => {
    const at = (x: number, y: number) => {
      const svg = drawn(
        { domain: [0, 10], label: 'x' },
        { domain: [0, 10], label: 'y' },
        points({ points: [{ x, y }], tone: 'one' }),
      );
      const [, cx, cy] = /cx="([\d.]+)" cy="([\d.]+)"/.exec(svg)!;
      return [Number(cx), Number(cy)] as const;
    };
    const [[left, bottom], [middle, centre], [right, top]] = [at(0, 0), at(5, 5), at(10, 10)];
    expect(middle).toBeCloseTo((left + right) / 2, 0);
    expect(centre).toBeCloseTo((top + bottom) / 2, 0);
    expect(bottom).toBeGreaterThan(top);
    expect(at(99, 5)[0]).toBe(right);
  });

  test('thousands of points are one shape of few bytes', () => {
    const many = Array.from({ length: 5000 }, (_, i) => [i, (i * 7919) % 1000] as const);
    const svg = drawn(
      { values: [0, 5000], label: 'x' },
      { values: [0, 1000], label: 'y' },
      crowd(many, 'one'),
    );
    expect(svg.match(/<path/g)).toHaveLength(1);
    expect(svg.length).toBeLessThan(90_000);
  });

  test('names cannot become markup', () => {
    const name = `<script>alert("1")</script>&'`;
    const svg = [
      drawn({ kind: 'band', names: [name], label: name }, { values: [1], label: name }, level(1, name)),
      heatMap({
        width: 400,
        label: name,
        columns: [name],
        rows: [name],
        columnsLabel: name,
        rowsLabel: name,
        cells: [{ column: 0, row: 0, shade: 3, words: name, below: name, corner: name, title: name }],
      }),
      parallel({ width: 400, height: 300, label: name, axes: [{ label: name, values: [1] }], lines: [] }),
      stack({ width: 400, label: name, parts: [{ name, size: 1, shown: name }] }),
    ].join('');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
  });
});

describe('themes', () => {
  const themeOf = (text: string) =>
    Object.fromEntries(text.split(';').map((each) => each.slice(2).split(':') as [string, string]));
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
    const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
  };
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };

  test.each(['light', 'dark'] as const)('%s: words have a contrast of 4.5, marks of 3', (name) => {
    const theme = themeOf(colours[name]);
    for (const ink of ['ink', 'ink-2', 'ink-3'])
      expect(contrast(theme[ink]!, theme.ground!)).toBeGreaterThan(4.5);
    for (const tone of ['one', 'two', 'three', 'four', 'quiet'])
      expect([tone, contrast(theme[tone]!, theme.ground!) > 2.95]).toEqual([tone, true]);
    for (let shade = 0; shade < 9; shade++) {
      const words = shade >= 5 ? theme.ground! : theme.ink!;
      expect([shade, contrast(words, theme[`shade-${shade}`]!) > 4.4]).toEqual([shade, true]);
    }
  });
});
