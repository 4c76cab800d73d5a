// What one of our samplers takes for a suggestion, over a real run: every setting proposed is told before the next one is asked for.
import { auto } from '../../dist/search/auto/auto.js';
import { cmaEs } from '../../dist/search/cma-es.js';
import { gp } from '../../dist/search/gp.js';
import { random } from '../../dist/search/random.js';
import { tpe } from '../../dist/search/tpe.js';

const whole = { unit: 'evaluation', least: 1, most: 1 };
const inEpochs = { unit: 'epochs', least: 2, most: 52 };

/** A strategy as a sampler: the setting that it begins next, or that of the trial that it goes on with. */
const proposing = (fidelity) => () => {
  const strategy = auto();
  return {
    /** What it wants to be kept with the trial. */
    facts: {},
    propose(history) {
      const step = strategy.next({ ...history, fidelity, targets: new Map() });
      this.facts = step.facts ?? {};
      return step.kind === 'start' ? step.setting : { ...history.trials[step.number].setting };
    },
  };
};

export const samplers = {
  tpe,
  gp,
  'cma-es': cmaEs,
  auto: proposing(whole),
  'auto, paused': proposing(inEpochs),
};

const places = (space, setting) =>
  Object.entries(setting).map(([name, value]) => {
    const { kind, low, high, log, choices } = space[name];
    if (kind === 'categorical') return choices.indexOf(value) / choices.length;
    return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  });
const objective = (space, setting) =>
  places(space, setting).reduce((sum, x, i) => sum + (x - ((i * 0.37) % 1)) ** 2, 0);

const trained = (value) => ({ state: 'complete', value, intermediate: [] });

/** One in ten trained to its end, two in ten to a third of it, the others looked at. */
function looked(value, number) {
  const until = [52, 18, 18][number % 10] ?? 3;
  const intermediate = Array.from({ length: until }, (_, i) => ({
    epoch: i + 1,
    value: value + 1 / (i + 1),
  }));
  return until === 52
    ? { state: 'complete', value: intermediate.at(-1).value, intermediate }
    : { state: 'paused', intermediate };
}

/** The mean seconds and processor seconds of `rounds` suggestions after `history` trials with random settings. */
export function timeOurs({ space, sampler, history, rounds, seed }) {
  const trials = [];
  const asked = () => ({ space, direction: 'minimize', trials, seed, number: trials.length });
  const isPaused = sampler === 'auto, paused';
  const tell = (setting, facts = {}) =>
    trials.push({
      number: trials.length,
      setting,
      ...(isPaused ? looked : trained)(objective(space, setting), trials.length),
      facts,
      started: 0,
    });
  const filler = random();
  for (let i = 0; i < history; i++) tell(filler.propose(asked()));
  const one = samplers[sampler]();
  // In a run that got here, the trials before would have been encoded one by one, and what was fitted would lie with the last of them.
  if (history > 0) {
    one.propose(asked());
    if (one.facts !== undefined) trials.push({ ...trials.pop(), facts: one.facts });
  }
  let spent = 0;
  let used = 0;
  for (let round = 0; round < rounds; round++) {
    const [start, cpu] = [performance.now(), processor()];
    const setting = one.propose(asked());
    spent += performance.now() - start;
    used += processor() - cpu;
    tell(setting, one.facts);
  }
  return { seconds: spent / 1000 / rounds, cpu: used / rounds };
}

function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
