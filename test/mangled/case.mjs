// One mangled file on the way that `tune` goes, up to where training would begin.
import { mangle } from './mangle.mjs';
import { originals } from './originals.mjs';
import { randomFor } from './random.mjs';

const endings = ['csv', 'tsv', 'txt', 'json', 'ndjson', 'parquet', 'csv.gz', 'xlsx', ''];

/** The file, its name and what a person would say about it; the same for a number on every machine. */
export function caseOf(number) {
  const random = randomFor(number);
  const original = random.pick(random.pick(originals));
  const { bytes, done } = mangle(original.bytes, random);
  const name = random.maybe(0.15) ? `file.${random.pick(endings)}` : original.name;
  const column = () => random.pick([...original.names, ...original.names, original.target, 'no such column']);
  const options = {
    target: random.maybe(0.05)
      ? column()
      : random.maybe(0.05)
        ? [original.target, column()]
        : original.target,
    ...(random.maybe(0.1) && { dropCapped: true }),
    ...(random.maybe(0.85) && { dropBadRows: true }),
    ...(random.maybe(0.1) && { task: random.pick(['regression', 'binary', 'multiclass']) }),
    ...(random.maybe(0.04) && { format: random.pick(['csv', 'tsv', 'json', 'ndjson', 'parquet']) }),
    ...(random.maybe(0.05) && {
      encoding: random.pick(['latin1', 'utf-16le', 'utf-16be', 'shift_jis', 'x']),
    }),
    ...(random.maybe(0.03) && { delimiter: random.pick([',', ';', '\t', '|', ' ', '"']) }),
    ...(random.maybe(0.1) && { missing: ['-', '0', 'x'] }),
    ...(random.maybe(0.1) && { category: [column()] }),
    ...(random.maybe(0.1) && { number: [column()] }),
    ...(random.maybe(0.1) && { ignore: [column()] }),
  };
  return { number, name, from: original.name, done, bytes, options };
}

/** `result` or the kind of the SweetspotError; any other error is thrown on. */
export async function outcomeOf({ name, bytes, options }, way) {
  const { readAnyTable, prepare, dataEvent, headsUp, SweetspotError } = way;
  try {
    const table = await readAnyTable(bytes, name, options);
    const prepared = prepare({ table, data: options, seed: 1 });
    JSON.stringify(dataEvent(prepared, { file: name, bytes: bytes.length, sha256: '' }, {}));
    headsUp(prepared, 1);
    for (const id of prepared.partsOf(1)) prepared.part(id);
    return 'result';
  } catch (error) {
    if (!(error instanceof SweetspotError)) throw error;
    if (error.kind !== 'data' && error.kind !== 'usage') throw error;
    if (!/\S/.test(error.message) || error.message.length > 2000)
      throw new Error(`a message of ${error.message.length} characters`);
    return error.kind;
  }
}
