import { dataError } from '../error.js';

interface OtherFormat {
  readonly what: string;
  readonly next: string;
}

const exportIt = 'Export it as CSV.';
const fromUtf16 = 'Save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW';

const signatures: readonly (OtherFormat & { readonly bytes: readonly number[] })[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'a zip archive or a spreadsheet',
    next: 'Open it and save the sheet as CSV (UTF-8), or unzip it.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel workbook',
    next: 'Open it and save the sheet as CSV (UTF-8).',
  },
  { bytes: [0x1f, 0x8b], what: 'compressed with gzip', next: 'Uncompress it first: gunzip FILE' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', next: exportIt },
  { bytes: [0xff, 0xfe], what: 'UTF-16 text', next: fromUtf16 },
  { bytes: [0xfe, 0xff], what: 'UTF-16 text', next: fromUtf16 },
];

const beginnings: readonly (OtherFormat & { readonly text: RegExp })[] = [
  { text: /^\s*(\[\s*[[{]|\{\s*")/, what: 'JSON', next: exportIt },
  {
    text: /^\s*<(!doctype|html|\?xml)/i,
    what: 'a page of HTML or XML',
    next: 'Download the file itself, not the page that shows it.',
  },
];

/** Throws a data error for bytes that are recognised as something other than text. */
export function refuseOtherBytes(bytes: Uint8Array, name: string) {
  const found = signatures.find((format) => format.bytes.every((byte, i) => bytes[i] === byte));
  if (found) throw otherFormat(name, found);
  if (bytes.subarray(0, 4096).includes(0))
    throw dataError(`${name} is not text: it holds a zero byte; only CSV and TSV text is read.`, exportIt);
}

/** Throws a data error for text that is recognised as something other than a table. */
export function refuseOtherText(text: string, name: string) {
  const found = beginnings.find((format) => format.text.test(text));
  if (found) throw otherFormat(name, found);
}

const otherFormat = (name: string, { what, next }: OtherFormat) =>
  dataError(`${name} is ${what}; only CSV and TSV text is read.`, next);
