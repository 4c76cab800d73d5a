// A table on disk: tune for a few seconds, then say how good the network is and what it had to beat.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tune } from 'sweetspot';

const finished = await tune({
  data: fileURLToPath(new URL('cars.csv', import.meta.url)),
  target: 'economy (mpg)',
  ignore: ['name'],
  dropBadRows: true,
  budget: '10 trials',
  study: `cars-${process.pid}`,
  out: join(tmpdir(), 'sweetspot-examples'),
});

const { test, baselines, best } = finished;
console.log(`off by ${test.mae.toFixed(2)} mpg; a straight line by ${baselines.linear.mae.toFixed(2)}`);
console.log(best.hyperparameters);
