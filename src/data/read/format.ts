import { usageError } from '../../error.js';

export const formats = ['csv', 'tsv', 'json', 'ndjson', 'parquet'] as const;
/** How a table is written down. */
export type Format = (typeof formats)[number];

/** What each is called in a sentence. */
export const formatTitle: Readonly<Record<Format, string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  ndjson: 'NDJSON (one JSON object a line)',
  parquet: 'Parquet',
};

/** Throws a usage error unless the value is the name of a format or nothing. */
export function checkFormat(format: unknown) {
  if (format === undefined || formats.includes(format as Format)) return;
  throw usageError(
    `format is "${format}"; it takes one of ${formats.join(', ')}.`,
    'For example: format csv',
  );
}

/** The format of a text: by how it begins, else by the file's name, else CSV. */
export function formatOfText(text: string, name: string): Format {
  const start = text.slice(0, 1 << 16).trimStart();
  if (/^\[\s*[[{]/.test(start)) return 'json';
  if (/^\{\s*["}]/.test(start)) return looksLikeLines(start) || isNamed(name, 'ndjson') ? 'ndjson' : 'json';
  return (['json', 'ndjson', 'tsv'] as const).find((format) => isNamed(name, format)) ?? 'csv';
}

/** Whether the first line is a whole object and another begins below it. */
function looksLikeLines(start: string): boolean {
  const [first, second] = start.split('\n', 64).filter((line) => line.trim() !== '');
  return first!.trimEnd().endsWith('}') && second?.startsWith('{') === true;
}

const endings: Readonly<Record<Format, RegExp>> = {
  csv: /\.(csv|txt|dat|data)$/i,
  tsv: /\.(tsv|tab)$/i,
  json: /\.json$/i,
  ndjson: /\.(ndjson|jsonl)$/i,
  parquet: /\.(parquet|pq|parq)$/i,
};

/** Whether a file's name says that format; compression does not matter. */
export const isNamed = (name: string, format: Format) => endings[format].test(name.replace(/\.gz$/i, ''));
