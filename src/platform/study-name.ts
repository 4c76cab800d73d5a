import type { Store } from '../study/store/store.js';

/** A name for a new study: the file's without its ending, with the first number that makes it new; `isUsed` tells of names that something else has. */
export async function freeStudyName(
  store: Store,
  file: string,
  isUsed: (name: string) => boolean = () => false,
): Promise<string> {
  const taken = new Set((await store.list()).map(({ name }) => name));
  const base =
    file
      .replace(/(?<=.)\.gz$/i, '')
      .replace(/(?<=.)\.[^.]*$/, '')
      .replace(/[^\w.-]+/g, '-')
      .replace(/^\.+/, '') || 'study';
  let number = 1;
  while (taken.has(`${base}-${number}`) || isUsed(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
