import { expect, test } from 'vitest';
import { type Place, tuneIn } from './tune-in.js';

const place = {
  openStore: async () => {
    throw new Error('reached');
  },
} as unknown as Place<string>;
const door = (options: object) => tuneIn(place, { data: 'a.csv', target: 'y', ...options });

test.each([
  [{ workers: 0 }, 'workers is 0; it takes a whole number from 1 to 256.', 'workers 2'],
  [{ workers: 1.5 }, 'workers is 1.5; it takes a whole number from 1 to 256.', 'workers 2'],
  [{ workers: 257 }, 'workers is 257', 'workers 2'],
  [{ workers: Number.NaN }, 'workers is NaN', 'workers 2'],
  [{ workers: '4' }, 'workers is "4"', 'workers 2'],
  [{ engine: 'fast' }, 'engine is "fast"; it takes one of plain, fused.', "engine 'fused'"],
  [{ seed: -1 }, 'seed is -1; it takes a whole number from 0 to 4294967295.', 'seed 7'],
  [{ seed: 0.5 }, 'seed is 0.5', 'seed 7'],
  [{ seed: 2 ** 32 }, 'seed is 4294967296', 'seed 7'],
  [{ study: '../up' }, 'study is "../up"', 'houses-1'],
  [{ study: 'a/b' }, 'study is "a/b"', 'houses-1'],
  [{ study: 'a\\b' }, 'study is', 'houses-1'],
  [{ study: '.hidden' }, 'study is ".hidden"', 'houses-1'],
  [{ study: '' }, 'study is ""', 'houses-1'],
  [{ metric: 'rsme' }, 'metric is "rsme"; it takes one of rmse, mae', 'Did you mean "rmse"?'],
  [{ task: 'classes' }, 'task is "classes"', 'regression'],
  [{ duplicates: 'dorp' }, 'duplicates is "dorp"; it takes one of keep, together, drop.', '"drop"'],
  [{ ignore: 'id' }, 'ignore is "id"; it takes a list of texts.', "ignore: ['id']"],
  [{ missing: '?' }, 'missing is "?"', "['?']"],
  [{ number: [1] }, 'number is [1]', "['a']"],
  [{ classWeights: 'balance' }, 'classWeights is "balance"', 'balanced'],
  [{ classWeights: [1, 5] }, 'classWeights is [1,5]', '{ yes: 5 }'],
])('%j is refused before anything is opened', async (options, message, next) => {
  await expect(door(options)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(message),
    next: expect.stringContaining(next),
  });
});

test('what is fine goes on', async () => {
  for (const options of [
    {},
    { workers: 256, seed: 2 ** 32 - 1, study: 'my study.2' },
    { metric: 'mae', ignore: ['a'] },
  ])
    await expect(door(options)).rejects.toThrow('reached');
});
