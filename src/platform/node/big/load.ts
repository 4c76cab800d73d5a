import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ReadOptions } from '../../../data/read-table.js';
import type { Assumption } from '../../../data/task.js';
import { dataError } from '../../../error.js';
import type { Source } from '../../../tune/study-start.js';
import { rowEncoder } from '../../../tune/whole/row-encoder.js';
import { withStored } from '../../../tune/whole/with-stored.js';
import type { Loaded } from '../../loaded.js';
import type { ReadingEvent } from '../../whole-table.js';
import { delimitedFile } from './delimited.js';
import { identityOf } from './identity.js';
import { buildCache } from './store/build.js';
import { cacheFolder, cachePath, removeStale } from './store/folder.js';
import type { Footer } from './store/footer.js';
import { damagedBlock, readFooter } from './store/read.js';

export interface BigOptions extends ReadOptions {
  readonly seed?: number;
  /** Rows of the sample at most; default 250,000, of which 50,000 test and 20,000 validate. */
  readonly sampleRows?: number;
  /** Where the cache goes; default beside the file. */
  readonly cacheFolder?: string;
  readonly onReading?: (event: ReadingEvent) => void;
  /** What stands in the place of the file, where the file is only there for now. */
  readonly from?: Pick<Source, 'file' | 'path'>;
  /** Called when the file is not needed any more. */
  readonly done?: () => void;
}

/** A table in a file that may be too large for memory: a sample of its rows, and a way to all of them through a cache on the disk. */
export async function loadBig(path: string, options: BigOptions): Promise<Loaded> {
  const { seed = 0, sampleRows = 250_000, onReading } = options;
  const { file, path: origin } = options.from ?? { file: basename(path), path: resolve(path) };
  const folder = options.cacheFolder ?? cacheFolder(path);
  const before = await stat(path);
  const table = await delimitedFile(path, file, options);
  const say = (step: ReadingEvent['step']) => (fraction: number) =>
    onReading?.({ event: 'reading', file, step, fraction });
  const sampled = await table.sample({ rows: sampleRows, seed, onProgress: say('look') });
  const source = { file, path: origin, bytes: before.size, sha256: sampled.sha256 };

  return {
    table: sampled.table,
    source,
    whole: {
      rows: sampled.rows,
      async prepared(sample, data) {
        const encoder = rowEncoder(sample, data);
        const identity = identityOf({ format: 1, source: source.sha256, seed, encoder: encoder.identity });
        const place = cachePath(folder, identity);
        const known = knownCache(place, identity);
        const footer = known.footer ?? (await build());
        options.done?.();
        const { rows, blockRows, inputs, targetWidth, scales, weighted } = footer;
        const stored = { path: place, rows, blockRows, inputs, targetWidth, scales, weighted };
        return withStored(sample, { rows: footer.fileRows, stored, assumptions: about() });

        async function build(): Promise<Footer> {
          removeStale(folder, source.sha256);
          const made = await buildCache({
            path: place,
            table,
            encoder,
            seed,
            onProgress: say('encode'),
            about: {
              source: { file, bytes: before.size, modified: before.mtimeMs, sha256: source.sha256 },
              identity,
              fileRows: sampled.rows,
            },
          });
          const after = await stat(path);
          if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changed(path);
          return made;
        }

        function about(): Assumption[] {
          const held = sample.sizes.validation + sample.sizes.test;
          const text = `read from the disk in blocks (${place}); columns, validation and test are those of ${sample.fileRows.toLocaleString('en-US')} rows taken at random, and all others but these ${held.toLocaleString('en-US')} train`;
          const mended =
            known.damage === undefined
              ? []
              : [{ about: place, text: `${known.damage}, so it was made again` }];
          return [{ about: file, text, flag: '--no-cache' }, ...mended];
        }
      },
    },
  };
}

interface KnownCache {
  readonly footer?: Footer;
  /** What is wrong with the one that is there. */
  readonly damage?: string;
}

/** The cache at a path, if it is whole. */
function knownCache(path: string, identity: string): KnownCache {
  try {
    const footer = readFooter(path);
    if (footer.identity !== identity) return { damage: 'the cache was another one' };
    const damaged = damagedBlock(path, footer);
    return damaged === undefined ? { footer } : { damage: `block ${damaged} of the cache was damaged` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    return { damage: `the cache was damaged (${(error as Error).message})` };
  }
}

const changed = (path: string) =>
  dataError(`"${path}" was changed while it was read.`, 'Run it again when nobody writes to it any more.');
