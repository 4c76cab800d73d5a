import { dataError } from '../../error.js';
import type { Note } from '../table.js';

/** Trimmed names; an unnamed column gets one from its place, a repeated one is refused. */
export function columnNames(fields: readonly string[], name: string, notes: Note[]): string[] {
  const trimmed = fields.map((field) => field.trim());
  refuseRepeated(trimmed, name);
  const taken = new Set(trimmed);
  return trimmed.map((each, c) => {
    if (each !== '') return each;
    let made = `column_${c + 1}`;
    while (taken.has(made)) made += '_';
    taken.add(made);
    notes.push({ text: `column ${c + 1} has no name and is called "${made}"` });
    return made;
  });
}

function refuseRepeated(trimmed: readonly string[], name: string) {
  const seen = new Set<string>();
  const repeated = trimmed.find((each) => each !== '' && (seen.has(each) || !seen.add(each)));
  if (repeated === undefined) return;
  const places = trimmed.flatMap((each, c) => (each === repeated ? [c + 1] : []));
  throw dataError(
    `${name} names ${places.length} columns "${repeated}" (columns ${places.join(', ')}); names must differ.`,
    'Rename them in the first row of the file.',
  );
}
