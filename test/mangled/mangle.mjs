// What happens to files: in transit, in editors, in programs that write them, in other programs' hands.
import { gunzipSync, gzipSync } from 'node:zlib';

const join = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const noise = (random, length) => Uint8Array.from({ length }, () => random.below(256));

/** Of bytes, whatever they mean. */
const ofBytes = {
  flipped(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let n = 1 + random.below(8); n > 0; n--)
      changed[random.below(changed.length)] ^= 1 << random.below(8);
    return changed;
  },
  overwritten(bytes, random) {
    const changed = Buffer.from(bytes);
    const from = random.below(changed.length);
    const to = Math.min(changed.length, from + random.below(60));
    if (random.maybe(0.5)) changed.set(noise(random, to - from), from);
    else changed.fill(random.pick([0, 255, 128, 34, 10, 13, 44]), from, to);
    return changed;
  },
  /** A count that is two billion now. */
  runaway(bytes, random) {
    const changed = Buffer.from(bytes);
    const count = [random.pick([0xfe, 0xff]), 0xff, 0xff, 0xff, 0x07];
    changed.set(count.slice(0, changed.length), random.below(Math.max(1, changed.length - count.length)));
    return changed;
  },
  cut: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  beheaded: (bytes, random) => bytes.subarray(random.below(Math.min(bytes.length, 400))),
  holed(bytes, random) {
    const from = random.below(bytes.length);
    return join(bytes.subarray(0, from), bytes.subarray(from + random.below(300)));
  },
  doubled(bytes, random) {
    const [a, b] = [random.below(bytes.length), random.below(bytes.length)];
    return join(bytes.subarray(0, Math.max(a, b)), bytes.subarray(Math.min(a, b)));
  },
  inserted(bytes, random) {
    const from = random.below(bytes.length);
    return join(bytes.subarray(0, from), noise(random, 1 + random.below(50)), bytes.subarray(from));
  },
  tailed: (bytes, random) => join(bytes, noise(random, 1 + random.below(2000))),
  marked: (bytes, random) =>
    join(
      random.pick([
        [0xef, 0xbb, 0xbf],
        [0xff, 0xfe],
        [0xfe, 0xff],
        [0xff, 0xfe, 0, 0],
      ]),
      bytes,
    ),
  packed: (bytes) => gzipSync(bytes),
  packedAndCut: (bytes, random) => gzipSync(bytes).subarray(0, 20 + random.below(bytes.length)),
};

const cells = [
  ...[
    '',
    ' ',
    'NA',
    '-',
    '?',
    '0',
    '-0',
    '1e999',
    '1e-999',
    '5e-324',
    '1.7e308',
    '-1.7e308',
    'Infinity',
    'NaN',
    'nan',
  ],
  ...[
    '0x1F',
    '1,234',
    '$5',
    '5 %',
    '(3)',
    '12 km',
    '1.2.3',
    '--1',
    '+1',
    '1e',
    '.',
    '٣',
    '½',
    '∞',
    'true',
    'FALSE',
    'yes',
  ],
  ...[
    '2024-02-30',
    '2024-02-29',
    '31/12/99',
    '12:30',
    '99999-01-01',
    '0000-00-00',
    '1/2/2024 25:61',
    '=1+1',
    '#REF!',
  ],
  ...[
    '"',
    '""',
    "'",
    '\\',
    '\t',
    '\u0000',
    '\u00a0',
    '\u200b',
    '🌲'.repeat(20),
    '9'.repeat(400),
    'x'.repeat(5000),
  ],
  ...[
    '__proto__',
    'constructor',
    'null',
    'undefined',
    '[object Object]',
    '{}',
    '[1]',
    '12345678901234567890',
  ],
];

const lines = (text) => text.split('\n');
const onLines = (change) => (text, random) => change(lines(text), random).join('\n');
const separator = (line) => [',', ';', '\t'].find((each) => line?.includes(each)) ?? ',';

/** Changes some cells of some lines. */
const onCells = (change, share) => (text, random) => {
  const all = lines(text);
  const between = separator(all[0]);
  return all
    .map((line, i) =>
      i > 0 && random.maybe(share) ? change(line.split(between), random).join(between) : line,
    )
    .join('\n');
};

const replaced = (fields, random) => {
  fields[random.below(fields.length)] = random.pick(cells);
  return fields;
};

/** Of texts, in any format. */
const ofText = {
  someOdd: onCells(replaced, 0.05),
  manyOdd: onCells(replaced, 0.7),
  oneColumnOdd(text, random) {
    const [c, odd] = [random.below(8), [random.pick(cells), random.pick(cells)]];
    return onCells(
      (fields) => fields.map((field, i) => (i === c ? random.pick(odd) : field)),
      random.uniform(),
    )(text, random);
  },
  quoted(text, random) {
    const from = random.below(text.length);
    return `${text.slice(0, from)}${random.pick(['"', '""', '","', '\n"', '"\n', "'", '\\"'])}${text.slice(from)}`;
  },
  shuffledColumns: onCells((fields, random) => fields.sort(() => random.uniform() - 0.5), 0.5),
  fewerFields: onCells((fields, random) => fields.slice(0, random.below(fields.length)), 0.1),
  moreFields: onCells((fields, random) => [...fields, ...fields.slice(random.below(fields.length))], 0.1),
  droppedLines: onLines((all, random) => all.filter(() => random.maybe(random.pick([0.9, 0.5, 0.05])))),
  fewLines: onLines((all, random) => all.slice(0, random.below(14))),
  doubledLines: onLines((all, random) => all.flatMap((line) => (random.maybe(0.3) ? [line, line] : [line]))),
  sortedLines: onLines((all) => all.sort()),
  equalLines: onLines((all) => all.map((line, i) => (i === 0 ? line : all[1]))),
  blankLines: onLines((all, random) =>
    all.flatMap((line) => (random.maybe(0.1) ? [line, random.pick(['', ' ', ',', ',,,'])] : [line])),
  ),
  noHeader: onLines((all) => all.slice(1)),
  doubledHeader: onLines((all) => [all[0], ...all]),
  oddHeader: onLines(([header = '', ...rest], random) => [
    header.replace(
      /[a-z_]+/,
      random.pick(['', ' ', '__proto__', 'constructor', 'x'.repeat(3000), '"a', 'é\u0301', '1', 'species']),
    ),
    ...rest,
  ]),
  otherEnds: (text, random) => text.replaceAll(/\r?\n/g, () => random.pick(['\n', '\r\n', '\r', '\n\n'])),
  otherSeparator: (text, random) => text.replaceAll(/[,;\t]/g, random.pick([';', '|', ' ', ':', '\u0001'])),
  someSeparators: (text, random) =>
    text.replaceAll(',', () => (random.maybe(0.02) ? random.pick([';', '\t', '.']) : ',')),
  lessSyntax: (text, random) => text.replaceAll(/[{}[\]":,]/g, (each) => (random.maybe(0.002) ? '' : each)),
  moreSyntax: (text, random) =>
    text.replaceAll(/[{}[\]":,]/g, (each) =>
      random.maybe(0.002) ? each + random.pick(['{', '[', ']', '}', '"', ',', ':']) : each,
    ),
  otherValues: (text, random) =>
    text.replaceAll(/:\s*("[^"]*"|[\d.-]+|null)/g, (each) =>
      random.maybe(0.05)
        ? `:${random.pick(['[1,2]', '{"a":1}', '{}', '[]', 'true', '1e400', '"x"', '-', 'NaN', '1'.repeat(50), 'null'])}`
        : each,
    ),
  deep: (text, random) => random.pick(['[', '{"a":', '[[']).repeat(1 + random.below(20_000)) + text,
  wide: (text, random) =>
    `${text}\n${random.pick([',', '1,', '"', ';'])}`.padEnd(
      text.length + random.below(200_000),
      random.pick([',', 'x', '"', '\n']),
    ),
};

const encodings = {
  latin1: (text) => Buffer.from(text, 'latin1'),
  utf16: (text) => join([0xff, 0xfe], Buffer.from(text, 'utf16le')),
  utf16be: (text) => join([0xfe, 0xff], Buffer.from(text, 'utf16le').swap16()),
  bareUtf16: (text) => Buffer.from(text, 'utf16le'),
  utf32: (text) =>
    join(
      ...[...text.slice(0, 5000)].map((each) =>
        Uint8Array.of(each.codePointAt(0) & 255, (each.codePointAt(0) >> 8) & 255, 0, 0),
      ),
    ),
};

const isText = (bytes) => bytes[0] !== 0x1f && !bytes.subarray(0, 4).equals(Buffer.from('PAR1'));
const pickOf = (ways, random) => random.pick(Object.entries(ways));

/** What breaks a whole file comes seldom, so that most of what is tried is read. */
const seldom = new Set([
  'cut',
  'beheaded',
  'packedAndCut',
  'packed',
  'marked',
  'deep',
  'wide',
  'lessSyntax',
  'moreSyntax',
]);

function wayFor(bytes, random) {
  const text = isText(bytes) && random.maybe(0.85);
  const [name, way] = pickOf(text ? (random.maybe(0.96) ? ofText : encodings) : ofBytes, random);
  return seldom.has(name) && random.maybe(0.7) ? wayFor(bytes, random) : { name, text, way };
}

/** One to three things that happen to a file, and what was done. Most of what happens to a packed one happens before it is packed. */
export function mangle(original, random) {
  const within = original[0] === 0x1f && random.maybe(0.8);
  let bytes = Buffer.from(within ? gunzipSync(original) : original);
  const done = [];
  for (let n = random.pick([1, 1, 1, 2, 2, 3]); n > 0 && bytes.length > 0; n--) {
    const { name, text, way } = wayFor(bytes, random);
    bytes = Buffer.from(text ? way(bytes.toString(), random) : way(bytes, random));
    done.push(name);
  }
  return within ? { bytes: gzipSync(bytes), done: [...done, 'packed again'] } : { bytes, done };
}
