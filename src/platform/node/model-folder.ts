import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataError } from '../../error.js';
import { loadModel } from '../../model/file/load.js';
import { saveModel } from '../../model/file/save.js';
import type { Model } from '../../model/model.js';
import { writeWhole } from './write-whole.js';

const next = 'Make room or name another folder with --out; a study goes on with --resume.';

const fileNames = ['model.json', 'weights.bin'] as const;

/** Writes a model's files into a folder; each appears whole or not at all. Returns the folder. */
export async function writeModel(model: Model, folder: string): Promise<string> {
  const files = saveModel(model);
  for (const name of fileNames) await writeWhole(join(folder, name), files[name], next);
  return folder;
}

/** Reads a model from its folder; throws when the folder holds none, and a data error when its files are damaged. */
export async function readModel(folder: string): Promise<Model> {
  const read = async (name: string) => {
    try {
      return new Uint8Array(await readFile(join(folder, name)));
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
      throw dataError(
        `"${folder}" holds no model: ${name} is missing.`,
        existsSync(join(folder, 'model', name))
          ? `Its model is in ${join(folder, 'model')}`
          : 'Name the folder that tune printed, as sweetspot/STUDY/model.',
      );
    }
  };
  const [json, weights] = [await read('model.json'), await read('weights.bin')];
  return loadModel({ 'model.json': json, 'weights.bin': weights });
}
