// Runs a strategy on a task with workers whose time is epochs, each of which is reported and paid for as it ends. Going on with a paused trial costs
// only the new epochs. The incumbent's value is the best that was reported at any epoch; under noise, it is the best observation's value without the noise.
import { stream } from '../../dist/math/random.js';
import { encode } from '../../dist/space/encode.js';

/** What a study has reached after each epoch that was paid for. */
export function watchRegret(task, epochs) {
  const regret = new Float64Array(epochs).fill(Number.NaN);
  const sign = task.direction === 'maximize' ? 1 : -1;
  let observed = Number.NEGATIVE_INFINITY;
  let current = Number.NaN;
  let paid = 0;
  return {
    regret,
    get isOver() {
      return paid >= epochs;
    },
    pay({ observation, value }) {
      if (paid >= epochs) return;
      if (sign * observation > observed) {
        observed = sign * observation;
        current = task.regret(value);
      }
      regret[paid++] = current;
    },
  };
}

/** What the objective says of a trial at an epoch; noise belongs to (seed, trial, epoch), so it is the same whatever else happens. */
export function observer(task, seed, { noise = 0, diverge = 0 }) {
  const blowsUp = diverge > 0 ? region(task, seed, diverge) : () => false;
  return (number, setting, epoch) => {
    if (blowsUp(setting)) return undefined;
    const value = task.evaluate(setting, epoch);
    const observation =
      noise > 0 ? value + noise * stream(seed, number, `bench: noise ${epoch}`).normal() : value;
    return { value, observation };
  };
}

/** A half-space of the unit cube that holds a share of it. */
function region(task, seed, share) {
  const random = stream(seed, 0, 'bench: region');
  const count = Object.keys(task.space).length;
  const direction = Array.from({ length: count }, () => random.normal());
  const height = (point) => direction.reduce((sum, weight, i) => sum + weight * point[i], 0);
  const heights = Array.from({ length: 10_000 }, () =>
    height(Array.from({ length: count }, () => random.uniform())),
  );
  const border = heights.sort((a, b) => b - a)[Math.floor(share * heights.length)];
  return (setting) => height(encode(task.space, setting)) > border;
}

/** One study: its regret by epoch, its trials, how many diverged after the first thirty, and the strategy's own milliseconds. */
export function simulate(strategy, task, { seed, fullTrainings, workers = 1, noise = 0, diverge = 0 }) {
  const { space, direction, fidelity } = task;
  const watch = watchRegret(task, fullTrainings * fidelity.most);
  const observe = observer(task, seed, { noise, diverge });
  const trials = [];
  const jobs = [];
  let now = 0;
  let steps = 0;
  let milliseconds = 0;

  const ask = () => {
    const began = performance.now();
    const step = strategy.next({
      space,
      direction,
      seed,
      fidelity,
      fullTrainings,
      trials: trials.slice(),
      number: trials.length,
      targets: new Map(jobs.map(({ number, until }) => [number, until])),
    });
    milliseconds += performance.now() - began;
    steps++;
    return step;
  };

  const begin = ({ kind, setting, number = trials.length, until, facts = {} }) => {
    if (kind === 'start')
      trials.push({ number, state: 'running', setting, intermediate: [], facts, started: now });
    else trials[number] = { ...trials[number], state: 'running' };
    jobs.push({ number, until, next: now + 1 });
  };

  /** Trains one epoch; whether that was the job's last. */
  const train = ({ number, until }) => {
    const trial = trials[number];
    const epoch = (trial.intermediate.at(-1)?.epoch ?? 0) + 1;
    const seen = observe(number, trial.setting, epoch);
    if (seen === undefined) {
      watch.pay({ observation: Number.NaN, value: Number.NaN });
      trials[number] = { ...trial, state: 'diverged', finished: now };
      return true;
    }
    watch.pay(seen);
    trials[number] = { ...trial, intermediate: [...trial.intermediate, { epoch, value: seen.observation }] };
    if (epoch < until) return false;
    trials[number] = ended(trials[number], until);
    return true;
  };

  const ended = (trial, until) => {
    if (until < fidelity.most) return { ...trial, state: 'paused' };
    const values = trial.intermediate.map(({ value }) => value);
    const value = direction === 'maximize' ? Math.max(...values) : Math.min(...values);
    return { ...trial, state: 'complete', value, finished: now };
  };

  let isDone = false;
  while (!watch.isOver) {
    while (!isDone && jobs.length < workers) {
      const step = ask();
      isDone = step.kind === 'end';
      if (step.kind === 'wait' || isDone) break;
      begin(step);
    }
    if (jobs.length === 0) break;
    const job = jobs.reduce((first, each) => (each.next < first.next ? each : first));
    now = job.next++;
    if (train(job)) jobs.splice(jobs.indexOf(job), 1);
  }
  return { regret: [...filled(watch.regret)], ...counts(trials), steps, milliseconds };
}

/** A study that ended early keeps what it had. */
function filled(regret) {
  for (let i = 1; i < regret.length; i++) if (Number.isNaN(regret[i])) regret[i] = regret[i - 1];
  return regret;
}

function counts(trials) {
  const later = trials.slice(30);
  return {
    trials: trials.length,
    divergedLater: later.filter(({ state }) => state === 'diverged').length,
    later: later.length,
  };
}
