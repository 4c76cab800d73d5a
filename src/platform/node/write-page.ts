import { writeWhole } from './write-whole.js';

const next = 'Make room or name another file with --out; sweetspot report STUDY draws it again.';

/** Writes a page, which appears whole or not at all; throws a storage error that says what stands in the way. Returns its path. */
export async function writePage(page: string, path: string): Promise<string> {
  await writeWhole(path, page, next);
  return path;
}
