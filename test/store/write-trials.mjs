// Writes trials into a study as fast as it can, and says on stdout which ones are finished once the store has acknowledged them.
//   node test/store/write-trials.mjs STORAGE STUDY [TRIALS]
// The kill test ends it at any moment. It goes on where an earlier one was ended.
import { writeSync } from 'node:fs';
import { openStore } from '../../dist/platform/node/open-store.js';
import { categorical, float, powers, space } from '../../dist/space/define.js';
import { abandonRunning } from '../../dist/study/history.js';

const [storage, study, most = 'Infinity'] = process.argv.slice(2);
const setting = { batch_size: 32, loss: 'huber', rate: 0.01 };

const store = await openStore(storage);
if (!(await store.list()).some(({ name }) => name === study))
  await store.create({
    name: study,
    direction: 'minimize',
    space: space({
      batch_size: powers(2, 8, 64),
      loss: categorical(['squared', 'huber']),
      rate: float(1e-5, 1, { log: true }),
    }),
    facts: {},
  });
const { trials } = await store.load(study);
await store.write(study, abandonRunning(trials, Date.now()));

for (let number = trials.length; number < Number(most); number++) {
  await store.write(study, [
    { kind: 'started', number, setting, time: Date.now(), facts: { proposer: 'test' } },
  ]);
  for (let epoch = 1; epoch <= 4; epoch++)
    await store.write(study, [{ kind: 'reported', number, values: [{ epoch, value: number / epoch }] }]);
  const facts = { epochs: 4 };
  await store.write(study, [
    { kind: 'finished', number, state: 'complete', value: number / 7, time: Date.now(), facts },
  ]);
  writeSync(1, `${number}\n`);
}
await store.close();
