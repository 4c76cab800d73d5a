import type { Setting } from '../space/parameter.js';
import { bestSoFar } from '../study/history.js';
import { isFinished } from '../study/outcome.js';
import type { Direction, Trial } from '../study/trial.js';
import type { Clock } from './clock.js';
import type { PhaseEvent, TuneEvent, WorkerProgress } from './event.js';

/** Tells the screen ten times a second what is going on. */
export interface ProgressReporter {
  phase(phase: PhaseEvent['phase'], note?: string): void;
  /** What a worker does; undefined when it rests. */
  worker(seat: number, work: WorkerProgress | undefined): void;
  /** The same for work that has no seat of its own: takes a free one until `done`. */
  labelled(label: string, setting: Setting, epoch: number, epochs: number, value: number): void;
  stop(): void;
}

export interface ProgressOptions {
  readonly emit: (event: TuneEvent) => void;
  readonly clock: Clock;
  readonly workers: number;
  readonly trials: readonly Trial[];
  readonly direction: Direction;
  readonly budget: { readonly seconds?: number; readonly trials?: number };
}

export function progressReporter(options: ProgressOptions): ProgressReporter {
  const { emit, clock, trials, direction, budget } = options;
  let phase: PhaseEvent['phase'] = 'baselines';
  let seats: (WorkerProgress | undefined)[] = new Array(options.workers).fill(undefined);
  const timer = setInterval(tick, 100);

  function tick() {
    const elapsed = clock.elapsed();
    const done = trials.filter(isFinished).length;
    const paused = trials.filter(({ state }) => state === 'paused').length;
    const history = bestSoFar(trials, direction);
    const fraction =
      budget.seconds === undefined ? (done + paused) / (budget.trials ?? 1) : clock.total() / budget.seconds;
    emit({
      event: 'progress',
      phase,
      elapsed,
      fraction: Math.min(1, fraction),
      secondsLeft: budget.seconds === undefined ? undefined : Math.max(0, budget.seconds - clock.total()),
      done,
      paused,
      best: history.at(-1),
      history,
      workers: seats,
    });
  }

  return {
    phase(next, note) {
      phase = next;
      seats = seats.map(() => undefined);
      emit({ event: 'phase', phase, note });
    },
    worker(seat, work) {
      seats[seat] = work;
    },
    labelled(label, hyperparameters, epoch, epochs, validation) {
      const own = seats.findIndex((seat) => seat?.label === label);
      const free = seats.findIndex((seat) => seat === undefined || seat.epoch === seat.epochs);
      seats[own >= 0 ? own : Math.max(0, free)] = { label, hyperparameters, epoch, epochs, validation };
    },
    stop: () => clearInterval(timer),
  };
}
