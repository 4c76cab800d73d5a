import { expect, test } from 'vitest';
import type { Engine } from '../network/engine/engine.js';
import type { Part, TrialJob } from '../tune/runner.js';
import { trialHost } from './trial-host.js';
import type { FromWorker } from './trial-message.js';

test('a dropped part is forgotten: a job on it fails and says why', async () => {
  const said: FromWorker[] = [];
  const hear = trialHost(
    (message) => said.push(message),
    () => ({}) as Engine,
  );
  hear({ say: 'part', part: { id: 3 } as Part });
  hear({ say: 'drop', id: 3 });
  hear({ say: 'run', job: { parts: [3] } as unknown as TrialJob });
  await new Promise((resolve) => setTimeout(resolve));
  expect(said).toMatchObject([{ say: 'failed', message: 'part 3 is not known, or was dropped.' }]);
});
