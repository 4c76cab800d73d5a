import { dataError } from '../../error.js';

interface OtherFormat {
  readonly what: string;
  readonly next: string;
}

const exportIt = 'Export it as CSV, JSON or Parquet.';
const asSheet = 'Open it and save the sheet as CSV (UTF-8).';

const signatures: readonly (OtherFormat & { readonly bytes: readonly number[] })[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'a zip archive or a spreadsheet',
    next: 'Open it and save the sheet as CSV (UTF-8), or unzip it.',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', next: asSheet },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'compressed with zstd', next: 'Uncompress it first: unzstd FILE' },
  { bytes: [0x42, 0x5a, 0x68], what: 'compressed with bzip2', next: 'Uncompress it first: bunzip2 FILE' },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    what: 'compressed with xz',
    next: 'Uncompress it first: unxz FILE',
  },
  { bytes: [...'7z\xbc\xaf'].map(codeOf), what: 'a 7z archive', next: 'Unpack it first.' },
  { bytes: [...'SQLite format 3'].map(codeOf), what: 'an SQLite database', next: 'Export the table as CSV.' },
  { bytes: [...'ARROW1'].map(codeOf), what: 'an Arrow or Feather file', next: exportIt },
  { bytes: [...'Obj\x01'].map(codeOf), what: 'an Avro file', next: exportIt },
  { bytes: [...'ORC'].map(codeOf), what: 'an ORC file', next: exportIt },
  { bytes: [...'\x89HDF'].map(codeOf), what: 'an HDF5 file', next: exportIt },
  { bytes: [...'\x93NUMPY'].map(codeOf), what: 'a NumPy array', next: exportIt },
  { bytes: [...'%PDF'].map(codeOf), what: 'a PDF document', next: 'Copy the table into a CSV file.' },
  {
    bytes: [0x1f, 0x8b],
    what: 'compressed with gzip more than once',
    next: 'Uncompress it first: gunzip FILE',
  },
];

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

/** Throws a data error for bytes that are recognised as something that is not read. */
export function refuseOtherBytes(bytes: Uint8Array, name: string) {
  const found = signatures.find((format) => format.bytes.every((byte, i) => bytes[i] === byte));
  // A text may begin with the same letters.
  if (
    found &&
    !(found.bytes.every((byte) => byte > 31 && byte < 127) && !bytes.subarray(0, 4096).includes(0))
  )
    throw otherFormat(name, found);
}

const page: OtherFormat = {
  what: 'a page of HTML or XML',
  next: 'Download the file itself, not the page that shows it.',
};

/** Throws a data error for text that is recognised as something other than a table. */
export function refuseOtherText(text: string, name: string) {
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) throw otherFormat(name, page);
}

const otherFormat = (name: string, { what, next }: OtherFormat) =>
  dataError(`${name} is ${what}; read are CSV, TSV, JSON, NDJSON and Parquet, each also with gzip.`, next);
