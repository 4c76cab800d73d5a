// How long gp takes to propose, averaged over a run in which it learns from its own trials, fits included: node bench/propose-gp.mjs [trials]
// (after npm run build). Ten mixed hyperparameters, or as many floats.
import { gp } from '../dist/search/gp.js';
import { categorical, float, integer, powers, space } from '../dist/space/define.js';
import { encode } from '../dist/space/encode.js';

const spaces = {
  mixed: space({
    learning_rate: float(1e-5, 1, { log: true }),
    weight_decay: float(1e-6, 0.1, { log: true }),
    dropout: float(0, 0.5),
    momentum: float(0, 0.99),
    neurons: integer(4, 512, { log: true }),
    layers: integer(1, 6),
    batch_size: powers(2, 8, 4096),
    epochs: integer(5, 100),
    loss: categorical(['squared', 'absolute', 'huber']),
    optimiser: categorical(['sgd', 'adam']),
  }),
  floats: space(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`x${i}`, float(0, 1)]))),
};

/** A valley with curves, a little noise and an effect of each hyperparameter. */
function costOf(over, setting, number) {
  const point = encode(over, setting);
  const centre = (i) => 0.2 + ((i * 0.37) % 0.6);
  const bowl = point.reduce((sum, x, i) => sum + (x - centre(i)) ** 2 * (1 + i / 4), 0);
  return bowl + 0.3 * Math.sin(6 * point[0] * point[1]) + 0.01 * Math.sin(number * 12.9898);
}

/** This process's own time in milliseconds, whatever else the machine is busy with. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const most = Number(process.argv[2] ?? 250);
for (const [name, over] of Object.entries(spaces)) {
  const trials = [];
  const sampler = gp();
  const spent = [];
  for (let number = 0; number < most; number++) {
    const start = cpu();
    const setting = sampler.propose({ space: over, direction: 'minimize', trials, seed: 1, number });
    spent.push(cpu() - start);
    const value = costOf(over, setting, number);
    trials.push({ number, state: 'complete', setting, value, intermediate: [], facts: {}, started: 0 });
  }
  const mean = (from, to) => spent.slice(from, to).reduce((sum, ms) => sum + ms, 0) / (to - from);
  const marks = [50, 100, 250, 500, 1000].filter((mark) => mark <= most);
  const told = marks.map((mark) => `${mark - 20}–${mark}: ${mean(mark - 20, mark).toFixed(1)} ms`);
  const best = Math.min(...trials.map(({ value }) => value));
  console.log(
    `${name}: ${told.join(', ')}; all ${mean(0, most).toFixed(1)} ms a proposal; best ${best.toFixed(4)}`,
  );
}
