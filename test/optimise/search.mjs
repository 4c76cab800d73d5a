// A search that test/optimise-kill.test.ts kills: node search.mjs STORAGE, on the built package. It prints a line when a trial has begun.
import { categorical, float, openStore, optimise, space } from '../../dist/index.js';

export const options = {
  space: space({
    rate: float(1e-5, 1, { log: true }),
    optimiser: categorical(['sgd', 'adam']),
    momentum: float(0, 0.99, { when: { parameter: 'optimiser', values: ['sgd'] } }),
  }),
  seed: 11,
  study: 'killed',
  resume: true,
  trials: 40,
};

export async function objective({ rate, momentum = 0.5 }, trial) {
  const layers = trial.integer('layers', 1, 3);
  const cost = Math.abs(rate - 0.01) + Math.abs(momentum - 0.9) + layers / 10;
  for (let epoch = 1; epoch <= 3; epoch++) trial.report(epoch, cost + 1 / epoch);
  return cost;
}

if (process.argv[2] !== undefined) {
  const store = await openStore(process.argv[2]);
  await optimise(
    async (setting, trial) => {
      const value = await objective(setting, trial);
      console.log(trial.number);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return value;
    },
    { ...options, store },
  );
}
