import type { Store } from '../../study/store/store.js';
import { homeFolder, storageFor } from './home.js';
import { openStore as open } from './open-store.js';

/** Opens the store that a flag or the environment names; it has to exist. */
export const openStore = (storage?: string): Promise<Store> =>
  open(storageFor(storage, homeFolder), { create: false });
