import { join } from 'node:path';

/** The study of a table, kept in a folder. */
export const whereOf = (name, kept) => ({ study: name, storage: `sqlite:///${join(kept, `${name}.db`)}` });
