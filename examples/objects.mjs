// No file: rows as objects, here points inside and outside a ring, which no straight line can part.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tune } from 'sweetspot';

const rows = Array.from({ length: 400 }, (_, i) => {
  const x = ((i * 7919) % 1000) / 500 - 1;
  const y = ((i * 104729) % 1000) / 500 - 1;
  const distance = Math.sqrt(x * x + y * y);
  return { x, y, where: distance > 0.4 && distance < 0.9 ? 'ring' : 'elsewhere' };
});

const finished = await tune({
  data: rows,
  target: 'where',
  budget: '12 trials',
  study: `ring-${process.pid}`,
  out: join(tmpdir(), 'sweetspot-examples'),
});

const { test, baselines } = finished;
console.log(`right for ${(100 * test.accuracy).toFixed(0)} % of the points`);
console.log(`a straight line for ${(100 * baselines.linear.accuracy).toFixed(0)} %`);
