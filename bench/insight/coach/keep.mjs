// Trainings on disk: what the coach says of them is judged again without training.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** What `make` gives, read from the folder where it was made before; without a folder made each time. A change of the engine needs a new folder. */
export async function kept(folder, name, make) {
  if (folder === undefined) return make();
  const file = join(folder, `${name}.v8`);
  if (existsSync(file)) return deserialize(readFileSync(file));
  const made = await make();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, serialize(made));
  return made;
}
