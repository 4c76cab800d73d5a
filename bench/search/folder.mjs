// Where the benchmark data lie: SWEETSPOT_BENCH_DATA, or shared/benchmarks beside the checkout.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const beside = fileURLToPath(new URL('../../../shared/benchmarks', import.meta.url));

/** The folder of one suite; says where its public original is when it is absent. */
export function folderOf(suite, original) {
  const folder = join(process.env.SWEETSPOT_BENCH_DATA ?? beside, suite);
  if (existsSync(folder)) return folder;
  throw new Error(
    `there is no folder ${folder}; the data of ${suite} are not part of this repository: ${original}. Put them there, or name the folder ` +
      'above it in SWEETSPOT_BENCH_DATA',
  );
}
