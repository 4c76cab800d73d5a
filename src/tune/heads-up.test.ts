import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import type { DataOptions } from '../data/task.js';
import type { Warning, WarningKind } from '../data/warning/warning.js';
import { stream } from '../math/random.js';
import type { MetricName } from '../model/metric-name.js';
import { headsUp } from './heads-up.js';
import { prepare } from './prepare.js';

type Cell = string | number;
type Make = (row: number, random: () => number) => Record<string, Cell>;

/** A CSV file of that many rows, read as any other. */
function fileOf(rows: number, make: Make) {
  const { uniform } = stream(1, 0, 'test');
  const records = Array.from({ length: rows }, (_, row) => make(row, uniform));
  const names = Object.keys(records[0]!);
  const lines = records.map((record) => names.map((name) => record[name]).join(','));
  return readTable(new TextEncoder().encode([names.join(','), ...lines].join('\n')), 'made.csv');
}

type Given = Partial<DataOptions> & { readonly metric?: MetricName };

function warned(rows: number, make: Make, { metric, ...data }: Given = {}): Warning[] {
  const table = fileOf(rows, make);
  return headsUp(prepare({ table, data: { target: 'y', ...data }, metric, seed: 0 }), 0);
}

const kinds = (warnings: readonly Warning[]) => warnings.map(({ kind }) => kind);
const the = (kind: WarningKind, warnings: readonly Warning[]) => {
  const found = warnings.filter((warning) => warning.kind === kind);
  expect(found.map(({ text }) => text)).toHaveLength(1);
  return found[0]!;
};

/** Two inputs and a noisy sum: nothing to warn of. */
const plain: Make = (_, random) => {
  const [a, b] = [random(), random()];
  return { a, b, y: a + b + 0.5 * random() };
};
const classes: Make = (_, random) => {
  const [a, b] = [random(), random()];
  return { a, b, y: a + b + random() > 1.5 ? 'yes' : 'no' };
};

test('an ordinary table has no warnings', () => {
  expect(warned(600, plain)).toEqual([]);
  expect(warned(600, classes)).toEqual([]);
});

describe('few rows', () => {
  test('below 200', () => {
    const warning = the('few_rows', warned(150, plain));
    expect(warning.text).toContain('only 150 rows, 30 of them to test on');
    expect(warning.flags).toEqual(['--seed 1']);
  });
  test('not at 200', () => expect(warned(200, plain)).toEqual([]));
});

describe('a leak', () => {
  test('a number that follows the target, whatever the curve', () => {
    const make: Make = (row, random) => {
      const cells = plain(row, random);
      return { ...cells, after: (cells.y as number) ** 3 + 0.001 * random() };
    };
    const warning = the('leak', warned(2000, make));
    expect(warning).toMatchObject({ about: 'after', flags: ['--ignore after'], trust: true });
    expect(warning.evidence.explained).toBeGreaterThan(0.99);
  });

  test('of heavy tails too', () => {
    const make: Make = (_, random) => {
      const y = 1 / (0.001 + random() * random());
      return { a: random(), twice: 2 * y, y };
    };
    expect(kinds(warned(2000, make))).toContain('leak');
  });

  test('a category that is the class by another name', () => {
    const make: Make = (row, random) => {
      const { y, ...cells } = classes(row, random);
      return { ...cells, code: y === 'yes' ? 'A7' : 'B2', y: y as string };
    };
    expect(the('leak', warned(600, make))).toMatchObject({ about: 'code' });
  });

  test('a column that is filled in for one class alone', () => {
    const make: Make = (row, random) => {
      const { y, ...cells } = classes(row, random);
      return { ...cells, closed: y === 'yes' ? Math.floor(100 * random()) : '', y: y as string };
    };
    expect(the('leak', warned(600, make)).about).toBe('closed');
  });

  test('a strong column is none', () => {
    const make: Make = (_, random) => {
      const a = random();
      return { a, b: random(), y: a + 0.2 * random() };
    };
    expect(warned(2000, make)).toEqual([]);
  });

  test('rare classes are not called predicted by luck', () => {
    const make: Make = (row, random) => ({ a: random(), b: random(), y: row % 100 === 0 ? 'x' : 'z' });
    expect(kinds(warned(600, make))).not.toContain('leak');
  });
});

describe('rows that stand on both sides', () => {
  test('the same row twice', () => {
    const seen: Record<string, Cell>[] = [];
    const make: Make = (row, random) => {
      if (row % 5 === 4) return seen[row - 3]!;
      seen[row] = plain(row, random);
      return seen[row]!;
    };
    const warning = the('duplicates', warned(1000, make));
    expect(warning.flags).toEqual(['--duplicates together']);
    // Of 200 pairs, each row has its twin outside the test part with four in five: 400 × .2 × .8 = 64 rows of 200.
    expect(warning.evidence.test).toBeGreaterThan(45);
    expect(warning.evidence.test).toBeLessThan(85);
    expect(warning.rows).toHaveLength(5);
  });

  test('what is advised can be done: along time equal rows are dropped, and in a test file no flag reaches them', () => {
    const again: Make = (row) => ({ t: row, a: row % 500, b: (row * 7) % 500, y: (row * 31) % 500 });
    const along = warned(1000, again, { ignore: ['t'], split: 'time:t' });
    expect(the('duplicates', along).flags).toEqual(['--duplicates drop']);
    const table = fileOf(400, again);
    const prepared = prepare({ table, testTable: fileOf(400, again), data: { target: 'y' }, seed: 0 });
    expect(the('duplicates', headsUp(prepared, 0)).flags).toEqual([]);
  });

  test('the same inputs with another target', () => {
    const make: Make = (row, random) => ({ a: row >> 1, b: (row >> 1) % 17, y: random() });
    const warnings = warned(1000, make);
    expect(kinds(warnings)).toEqual(['contradictions']);
    expect(warnings[0]!.evidence.testShare).toBeGreaterThan(0.6);
  });

  test('inputs of few values agree by chance', () => {
    const make: Make = (_, random) => {
      const pick = () => Math.floor(3 * random());
      const [a, b] = [pick(), pick()];
      return { a, b, y: ['x', 'z'][(a + b) % 2]! };
    };
    expect(warned(1000, make)).toEqual([]);
  });

  test('two equal fields are not told from their neighbours by their letters alone', () => {
    const make: Make = (row, random) => ({ a: `${row}1`, b: row % 2 === 0 ? '23' : '3', y: random() });
    expect(kinds(warned(1000, make))).not.toContain('duplicates');
  });
});

describe('groups', () => {
  const of =
    (name: string, id: (row: number) => Cell): Make =>
    (row, random) => ({ [name]: id(row), ...plain(row, random) });

  test.each<[string, (row: number) => Cell]>([
    ['patient_id', (row) => row % 60],
    ['subject', (row) => `s${row % 40}`],
    ['customerId', (row) => 1000 + (row % 100)],
    ['unit', (row) => `AB-${1000 + (row % 50)}`],
  ])('%s has several rows', (name, id) => {
    const warning = the('groups', warned(600, of(name, id)));
    expect(warning).toMatchObject({ about: name, flags: [`--split group:${name}`], trust: true });
  });

  test.each<[string, (row: number) => Cell]>([
    ['patient_id', (row) => row * 7919],
    ['city', (row) => `town${row % 40}`],
    ['humidity', (row) => row % 60],
    ['user_rating', (row) => row % 30],
    ['year', (row) => 1950 + (row % 60)],
  ])('%s names no groups', (name, id) => {
    expect(kinds(warned(600, of(name, id)))).not.toContain('groups');
  });
});

describe('drift', () => {
  test('is not of the score when the test part is a file of its own', () => {
    const make: Make = (row, random) => ({
      day: `2024-${String(1 + Math.floor(row / 60)).padStart(2, '0')}-11`,
      a: random(),
      y: row + random(),
    });
    const table = fileOf(600, make);
    const options = { table, data: { target: 'y' }, seed: 0 } as const;
    const dated = ({ assumptions }: { assumptions: readonly { flag?: string }[] }) =>
      assumptions.some(({ flag }) => flag === '--split time:day');
    expect(dated(prepare(options))).toBe(true);
    const apart = prepare({ ...options, testTable: fileOf(100, make) });
    expect(dated(apart)).toBe(false);
    expect(kinds(headsUp(apart, 0))).not.toContain('drift');
  });

  const day = (row: number) => new Date(1.6e12 + row * 86_400_000).toISOString().slice(0, 10);

  test('a target that rises with the date', () => {
    const make: Make = (row, random) => ({ day: day(row), a: random(), y: row / 300 + random() });
    const warning = the('drift', warned(600, make));
    expect(warning).toMatchObject({ about: 'day', flags: ['--split time:day'], trust: true });
    expect(warning.text).toContain('it orders the rows in time, and the mean of y lies between 0.58');
  });

  test('a class that becomes more frequent, rows in any order', () => {
    const make: Make = (row, random) => {
      const at = (row * 377) % 610;
      return { day: day(at), a: random(), y: random() < 0.2 + at / 1000 ? 'yes' : 'no' };
    };
    expect(the('drift', warned(610, make)).text).toMatch(
      /the share of "(yes|no)" lies between \d+ % and \d+ % in its tenths/,
    );
  });

  test('a number that counts steadily', () => {
    const make: Make = (row, random) => ({
      minutes: 5000 + row * 3 + Math.floor(2 * random()),
      a: random(),
      y: row / 300 + random(),
    });
    expect(the('drift', warned(600, make)).text).toContain('if it stands for time');
  });

  test('not without a change', () => {
    const make: Make = (row, random) => ({ day: day(row), ...plain(row, random) });
    expect(kinds(warned(600, make))).not.toContain('drift');
  });

  test('not when the file is sorted by its target', () => {
    const make: Make = (row, random) => ({ stamp: 1000 + row * 2, a: random(), y: row + 0.5 });
    expect(kinds(warned(600, make))).not.toContain('drift');
  });
});

describe('a target that piles up', () => {
  const cut =
    (low: number, high: number): Make =>
    (row, random) => {
      const { y, ...cells } = plain(row, random);
      return { ...cells, y: Math.min(high, Math.max(low, Number((y as number).toFixed(4)))) };
    };

  test('at its largest value', () => {
    const warning = the('capped_target', warned(1000, cut(0, 1.8)));
    expect(warning.evidence).toMatchObject({ value: 1.8, end: 'largest' });
    expect(warning.flags).toEqual(['--drop-capped']);
  });
  test('at both ends', () =>
    expect(warned(1000, cut(0.6, 1.8)).map(({ evidence }) => evidence.end)).toEqual(['largest', 'smallest']));
  test('not where nothing was cut', () => expect(warned(1000, cut(0, 3))).toEqual([]));
  test('not on a scale of few steps', () => {
    const make: Make = (_, random) => ({ a: random(), b: random(), y: Math.floor(6 * random() * random()) });
    expect(kinds(warned(1000, make, { task: 'regression' }))).toEqual([]);
  });

  test('half of it is nought', () => {
    const make: Make = (row, random) => ({ ...plain(row, random), y: random() < 0.5 ? 0 : 1 + random() });
    const warnings = warned(1000, make);
    expect(kinds(warnings)).toEqual(['frequent_target']);
    expect(warnings[0]!.text).toMatch(/^\d+ rows \(\d+ %\) are exactly 0:/);
  });
});

describe('a heavy tail', () => {
  const make: Make = (row, random) => ({
    ...plain(row, random),
    y: row % 150 === 7 ? 1000 * random() : random(),
  });
  test('is seen by squared errors', () => {
    expect(the('heavy_tail', warned(1000, make)).flags).toEqual(['--metric mae', '--metric rmsle']);
  });
  test('and not by others', () => expect(warned(1000, make, { metric: 'mae' })).toEqual([]));
  test('normal and exponential targets have none', () => {
    const { normal } = stream(2, 0, 'test');
    expect(warned(1000, (_, random) => ({ a: random(), b: random(), y: normal() }))).toEqual([]);
    const exponential: Make = (_, random) => ({ a: random(), b: random(), y: -Math.log(1 - random()) });
    expect(warned(1000, exponential)).toEqual([]);
  });
});

describe('classes', () => {
  const rare =
    (share: number): Make =>
    (_, random) => ({ a: random(), b: random(), y: random() < share ? 'yes' : 'no' });

  test('strongly imbalanced', () => {
    const warning = the('imbalance', warned(2000, rare(0.05)));
    expect(warning.flags).toEqual(['--class-weights balanced', '--metric auc']);
    expect(warning.evidence).toMatchObject({ largest: 'no', smallest: 'yes' });
  });
  test('a metric that counts both sides needs no other', () =>
    expect(the('imbalance', warned(2000, rare(0.05), { metric: 'auc' })).flags).toHaveLength(1));
  test('classes that are weighed already are not told to be', () => {
    const heeded = warned(2000, rare(0.05), { classWeights: 'balanced' });
    expect(kinds(heeded)).not.toContain('imbalance');
    const few = warned(900, rare(0.015), { classWeights: { yes: 20 } });
    expect(the('rare_classes', few).flags).toEqual([]);
    expect(kinds(warned(2000, rare(0.05), { classWeights: 'none' }))).toContain('imbalance');
  });
  test('one in seven is not strong', () => expect(warned(2000, rare(1 / 7))).toEqual([]));

  test('with few rows', () => {
    const make: Make = (row, random) => ({
      a: random(),
      b: random(),
      y: row < 9 ? 'x' : ['p', 'q', 'r'][row % 3]!,
    });
    const warning = the('rare_classes', warned(900, make));
    expect(warning.text).toMatch(/^class "x" has 9 rows: too few/);
    expect(warning.evidence).toEqual({ classes: ['x'], rows: [9] });
  });
  test('of twenty rows are enough', () => {
    const make: Make = (row, random) => ({
      a: random(),
      b: random(),
      y: row % 45 === 0 ? 'x' : ['p', 'q'][row % 2]!,
    });
    expect(kinds(warned(900, make))).not.toContain('rare_classes');
  });
});

describe('columns that say little', () => {
  const flat =
    (share: number): Make =>
    (row, random) => ({ ...plain(row, random), f: random() < share ? 'same' : ['p', 'q'][row % 2]! });

  test('one value in nine of ten rows', () => {
    expect(the('one_value', warned(1000, flat(0.95)))).toMatchObject({ about: 'f', flags: ['--ignore f'] });
    expect(warned(1000, flat(0.8))).toEqual([]);
  });

  const gaps =
    (share: number): Make =>
    (row, random) => ({ ...plain(row, random), g: random() < share ? '' : random() });
  test('much is missing', () => {
    expect(the('missing_values', warned(1000, gaps(0.6))).text).toMatch(/^\d\d % is missing/);
    expect(warned(1000, gaps(0.2))).toEqual([]);
  });

  test('many of a kind share a line', () => {
    const make: Make = (row, random) => ({
      ...plain(row, random),
      ...Object.fromEntries(
        ['c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, random() < 0.97 ? 0 : random()]),
      ),
    });
    expect(the('one_value', warned(1000, make))).toMatchObject({ about: '6 columns' });
  });
});

describe('--drop-capped', () => {
  const capped: Make = (row, random) => {
    const { y, ...cells } = plain(row, random);
    return { ...cells, y: Math.min(1.8, y as number) };
  };

  test('leaves the rows out of every part, and says so', () => {
    const table = fileOf(1000, capped);
    const options = { table, seed: 0, data: { target: 'y', dropCapped: true } };
    const prepared = prepare(options);
    const kept = prepared.target.rows.length;
    const { train, validation, test: tested } = prepared.sizes;
    expect(train + validation + tested).toBe(kept);
    expect([...prepared.target.rows].some((row) => prepared.target.values[row] === 1.8)).toBe(false);
    expect(prepared.schema.assumptions).toContainEqual({
      about: 'y',
      text: expect.stringContaining(`${1000 - kept} rows at 1.8 left out`),
      flag: '--drop-capped',
    });
    expect(headsUp(prepared, 0)).toEqual([]);
  });

  test('leaves all rows where nothing is cut', () => {
    const prepared = prepare({
      table: fileOf(1000, plain),
      seed: 0,
      data: { target: 'y', dropCapped: true },
    });
    expect(prepared.target.rows).toHaveLength(1000);
    expect(prepared.schema.assumptions.at(-1)!.text).toContain('no row is left out');
  });
});

test('the examples', () => {
  const of = (name: string, target: string) =>
    headsUp(
      prepare({
        table: readTable(readFileSync(new URL(`../../examples/${name}`, import.meta.url)), name),
        data: { target, dropBadRows: true },
        seed: 0,
      }),
      0,
    );
  expect(kinds(of('diamonds.csv', 'price'))).toEqual([]);
  expect(kinds(of('penguins.csv', 'species'))).toEqual([]);
});

test('a hundred thousand rows take no longer than reading them', () => {
  const table = fileOf(100_000, plain);
  const prepared = prepare({ table, data: { target: 'y' }, seed: 0 });
  const before = performance.now();
  headsUp(prepared, 0);
  // About 0.3 s alone; a shared machine may be ten times slower.
  expect(performance.now() - before).toBeLessThan(5000);
});

test('what is split by time or by groups is not warned of again', () => {
  const shops: Make = (row, random) => ({ shop: `S${100 + (row % 60)}`, ...plain(row, random) });
  expect(kinds(warned(600, shops))).toEqual(['groups']);
  expect(warned(600, shops, { split: 'group:shop' })).toEqual([]);
});
