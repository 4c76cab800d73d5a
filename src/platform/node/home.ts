import { join } from 'node:path';

/** The folder where everything goes unless a flag says otherwise. */
export const homeFolder = 'sweetspot';

/** The storage that is used: the flag's, the environment's, or a file in the folder. */
export const storageFor = (storage: string | undefined, folder: string) =>
  storage ?? process.env.SWEETSPOT_STORAGE ?? `sqlite:///${join(folder, 'studies.db')}`;
