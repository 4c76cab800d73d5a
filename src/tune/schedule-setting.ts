import type { Schedule } from '../network/schedule/schedule.js';
import type { Setting } from '../space/parameter.js';

/** What the names of the hyperparameter `schedule` stand for. */
const named: Readonly<Record<string, Schedule>> = {
  cycles: { kind: 'cycles' },
  constant: { kind: 'constant' },
  step: { kind: 'step', every: { epochs: 30 } },
  exponential: { kind: 'exponential', factor: 0.98 },
  cosine: { kind: 'cosine' },
  restarts: { kind: 'restarts', first: { share: 1 / 15 }, times: 2 },
  one_cycle: { kind: 'one_cycle' },
  stable_decay: { kind: 'stable_decay' },
  plateau: { kind: 'plateau' },
};

export const scheduleNames = Object.keys(named) as readonly string[];

/** The schedule of a setting, with `warmup_epochs` before it where the setting has them; `cycles` when it names none. */
export function scheduleOf({ schedule = 'cycles', warmup_epochs: warmup }: Setting): Schedule {
  const before = named[String(schedule)]!;
  return typeof warmup === 'number' && warmup > 0
    ? { kind: 'warmup', length: { epochs: warmup }, before }
    : before;
}
