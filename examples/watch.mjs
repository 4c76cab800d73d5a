// Hears of every improvement, and ends the search when nothing was better for some trials; what was found is still confirmed.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tune } from 'sweetspot';

const patience = 6;
const enough = new AbortController();
let since = 0;

const finished = await tune({
  data: fileURLToPath(new URL('penguins.csv', import.meta.url)),
  target: 'species',
  budget: '40 trials',
  study: `penguins-${process.pid}`,
  out: join(tmpdir(), 'sweetspot-examples'),
  signal: enough.signal,
  onEvent(event) {
    if (event.event === 'improved') {
      since = 0;
      console.log(`trial ${event.number}: ${event.validation.toFixed(3)}`);
    } else if (event.event === 'trial' && ++since === patience) enough.abort();
  },
});

console.log(`log-loss on the test rows: ${finished.test.log_loss.toFixed(3)}`);
