import { SweetspotError } from '../error.js';
import type { EngineName } from '../tune/engine-name.js';
import type { JobHooks, Part, Runner, RunningJob, TrialJob, TrialOutcome } from '../tune/runner.js';
import type { FromWorker } from './trial-message.js';
import type { StartWorker, TrialWorker } from './trial-worker.js';

interface Waiting {
  readonly job: TrialJob;
  readonly hooks: JobHooks;
  readonly resolve: (outcome: TrialOutcome) => void;
  readonly reject: (error: Error) => void;
  stopReason?: string;
  /** Whether one of its hooks threw: its promise is settled, its worker not yet free. */
  failed?: boolean;
  worker?: TrialWorker;
}

interface Seat {
  /** Absent after it died, until there is work again: one that cannot start at all is not started over and over. */
  worker?: TrialWorker;
  knows: Set<number>;
  task?: Waiting;
}

/** So many workers that died without a job being finished in between say that the next would die too. */
const mostDeaths = 3;

/**
 * A Runner over workers, one job on each at a time; a worker that dies fails its job and is replaced, until several have died in a row
 * without finishing a job: then all that waits is refused.
 */
export function workerRunner(
  workers: number,
  startWorker: StartWorker,
  engine: EngineName = 'plain',
): Runner {
  const parts = new Map<number, Part>();
  const queue: Waiting[] = [];
  let closed = false;
  let deaths = 0;
  let hopeless: Error | undefined;
  const seats = Array.from({ length: workers }, (): Seat => ({ knows: new Set() }));
  for (const seat of seats) seat.worker = workerFor(seat);

  function workerFor(seat: Seat): TrialWorker {
    const worker = startWorker({
      onMessage: (message) => seat.worker === worker && receive(seat, worker, message),
      onError: (error) => seat.worker === worker && lose(seat, error),
    });
    if (engine !== 'plain') worker.post({ say: 'engine', engine });
    return worker;
  }

  function lose(seat: Seat, error: Error) {
    if (closed) return;
    seat.worker = undefined;
    seat.knows = new Set();
    release(seat)?.reject(error);
    deaths += 1;
    if (deaths >= mostDeaths) giveUp(error);
    serve();
  }

  function giveUp({ message }: Error) {
    hopeless = new SweetspotError(
      'training',
      `${deaths} workers died in a row without finishing a training; the last one said: ${message}`,
      'If memory ran out, take fewer --workers or fewer rows.',
    );
    for (const task of queue.splice(0)) task.reject(hopeless);
  }

  function release(seat: Seat): Waiting | undefined {
    const { task } = seat;
    if (task) task.worker = undefined;
    seat.task = undefined;
    return task;
  }

  function serve() {
    for (const seat of seats) {
      if (seat.task || queue.length === 0 || closed) continue;
      start(seat, queue.shift()!);
    }
  }

  function start(seat: Seat, task: Waiting) {
    const worker = (seat.worker ??= workerFor(seat));
    seat.task = task;
    task.worker = worker;
    worker.busy?.(true);
    for (const id of task.job.parts) {
      const part = parts.get(id);
      if (part === undefined || seat.knows.has(id)) continue;
      worker.post({ say: 'part', part });
      seat.knows.add(id);
    }
    worker.post({ say: 'run', job: task.job });
    if (task.stopReason) worker.post({ say: 'stop', reason: task.stopReason });
  }

  function receive(seat: Seat, worker: TrialWorker, message: FromWorker) {
    const task = seat.task!;
    if (message.say === 'epochs') return void hear(task, () => task.hooks.onEpochs?.(message.reports));
    if (message.say === 'rung') {
      const reason = hear(task, () => task.hooks.onRung?.(message.reports));
      return worker.post({ say: 'verdict', reason });
    }
    release(seat);
    deaths = 0;
    worker.busy?.(false);
    if (message.say === 'done') task.resolve(message.outcome);
    else task.reject(Object.assign(new Error(message.message), { stack: message.stack }));
    serve();
  }

  /** A hook that throws fails its job alone; the worker is told to stop, and is free when it has. */
  function hear(task: Waiting, hook: () => unknown): string | undefined {
    if (task.failed) return 'failed';
    try {
      return hook() as string | undefined;
    } catch (error) {
      task.failed = true;
      task.reject(error as Error);
      task.worker?.post({ say: 'stop', reason: 'failed' });
      return 'failed';
    }
  }

  return {
    workers,
    add(part) {
      parts.set(part.id, part);
    },
    drop(id) {
      parts.delete(id);
      for (const seat of seats) if (seat.knows.delete(id)) seat.worker?.post({ say: 'drop', id });
    },
    run(job, hooks = {}): RunningJob {
      let task!: Waiting;
      const outcome = new Promise<TrialOutcome>((resolve, reject) => {
        task = { job, hooks, resolve, reject };
      });
      if (hopeless) refuse(task, hopeless);
      else queue.push(task);
      serve();
      return {
        outcome,
        stop(reason) {
          task.stopReason = reason;
          task.worker?.post({ say: 'stop', reason });
        },
      };
    },
    async close() {
      closed = true;
      await Promise.all(seats.map(({ worker }) => worker?.terminate()));
    },
  };
}

/** In a later turn: whoever tries again and again still lets timers and signals in. */
const refuse = (task: Waiting, error: Error) => void setTimeout(() => task.reject(error), 0);
