// What one of our samplers takes for a suggestion, over a real run: every setting proposed is told before the next one is asked for.
import { cmaEs } from '../../dist/search/cma-es.js';
import { gp } from '../../dist/search/gp.js';
import { random } from '../../dist/search/random.js';
import { tpe } from '../../dist/search/tpe.js';

export const samplers = { tpe, gp, 'cma-es': cmaEs };

const places = (space, setting) =>
  Object.entries(setting).map(([name, value]) => {
    const { kind, low, high, log, choices } = space[name];
    if (kind === 'categorical') return choices.indexOf(value) / choices.length;
    return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  });
const objective = (space, setting) =>
  places(space, setting).reduce((sum, x, i) => sum + (x - ((i * 0.37) % 1)) ** 2, 0);

/** The mean seconds and processor seconds of `rounds` suggestions after `history` trials with random settings. */
export function timeOurs({ space, sampler, history, rounds, seed }) {
  const trials = [];
  const asked = () => ({ space, direction: 'minimize', trials, seed, number: trials.length });
  const tell = (setting) =>
    trials.push({
      number: trials.length,
      state: 'complete',
      setting,
      value: objective(space, setting),
      intermediate: [],
      facts: {},
      started: 0,
    });
  const filler = random();
  for (let i = 0; i < history; i++) tell(filler.propose(asked()));
  const one = samplers[sampler]();
  // In a run that got here, the trials before would have been encoded one by one.
  if (history > 0) one.propose(asked());
  let spent = 0;
  let used = 0;
  for (let round = 0; round < rounds; round++) {
    const [start, cpu] = [performance.now(), processor()];
    const setting = one.propose(asked());
    spent += performance.now() - start;
    used += processor() - cpu;
    tell(setting);
  }
  return { seconds: spent / 1000 / rounds, cpu: used / rounds };
}

function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
