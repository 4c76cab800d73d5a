import { expect, test } from 'vitest';
import { memoryStore } from '../study/store/memory.js';
import { own } from './owner.js';
import { studyLog } from './study-log.js';

test('of two runs that begin at the same moment one goes on, and the mark is its own', async () => {
  const store = memoryStore();
  const study = { name: 's', direction: 'minimize', space: {}, facts: {} } as const;
  await store.create(study);
  // Both have loaded the study before either has marked it.
  const begin = (id: string) =>
    own(studyLog(store, { ...study, trials: [] }), store, { id, isAlive: () => true }, () => 1000);
  const begun = await Promise.allSettled([begin('a'), begin('b')]);
  const states = begun.map(({ status }) => status);
  expect([...states].sort()).toEqual(['fulfilled', 'rejected']);
  const [refused] = begun.filter((each) => each.status === 'rejected');
  expect(String(refused!.reason)).toContain('is being tuned by another process');
  const { facts } = await store.load('s');
  expect(facts.owner).toMatchObject({ id: ['a', 'b'][states.indexOf('fulfilled')] });
  for (const each of begun) if (each.status === 'fulfilled') each.value();
});

test('the mark is in the store before anything is trained', async () => {
  const store = memoryStore();
  const study = { name: 's', direction: 'minimize', space: {}, facts: {} } as const;
  await store.create(study);
  const log = studyLog(store, { ...study, trials: [] });
  const disown = await own(log, store, { id: 'a', isAlive: () => true }, () => 1000);
  expect((await store.load('s')).facts.owner).toEqual({ id: 'a', seen: 1000 });
  disown();
  await log.flush();
  expect((await store.load('s')).facts.owner).toBeNull();
});
