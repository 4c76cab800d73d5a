import { join, parse } from 'node:path';
import type { Store } from '../../study/store/store.js';

/** The folder where everything goes unless a flag says otherwise. */
export const homeFolder = 'sweetspot';

/** The storage that is used: the flag's, the environment's, or a file in the folder. */
export const storageFor = (storage: string | undefined, folder: string) =>
  storage ?? process.env.SWEETSPOT_STORAGE ?? `sqlite:///${join(folder, 'studies.db')}`;

/** A name for a new study: the file's, with the first number that makes it new. */
export async function freeStudyName(store: Store, file: string): Promise<string> {
  const taken = new Set((await store.list()).map(({ name }) => name));
  const base = parse(file).name.replace(/[^\w.-]+/g, '-') || 'study';
  let number = 1;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
