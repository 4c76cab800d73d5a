import type { JobHooks, Part, Runner, RunningJob, TrialJob, TrialOutcome } from '../tune/runner.js';
import type { FromWorker } from './trial-message.js';
import type { StartWorker, TrialWorker } from './trial-worker.js';

interface Waiting {
  readonly job: TrialJob;
  readonly hooks: JobHooks;
  readonly resolve: (outcome: TrialOutcome) => void;
  readonly reject: (error: Error) => void;
  stopReason?: string;
  worker?: TrialWorker;
}

interface Seat {
  /** Absent after it died, until there is work again: one that cannot start at all is not started over and over. */
  worker?: TrialWorker;
  knows: Set<number>;
  task?: Waiting;
}

/** A Runner over workers, one job on each at a time; a worker that dies fails its job and is replaced. */
export function workerRunner(workers: number, startWorker: StartWorker): Runner {
  const parts = new Map<number, Part>();
  const queue: Waiting[] = [];
  let closed = false;
  const seats = Array.from({ length: workers }, (): Seat => ({ knows: new Set() }));
  for (const seat of seats) seat.worker = workerFor(seat);

  function workerFor(seat: Seat): TrialWorker {
    const worker = startWorker({
      onMessage: (message) => receive(seat, worker, message),
      onError: (error) => lose(seat, error),
    });
    return worker;
  }

  function lose(seat: Seat, error: Error) {
    seat.worker = undefined;
    seat.knows = new Set();
    release(seat)?.reject(error);
    serve();
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
      if (seat.knows.has(id)) continue;
      worker.post({ say: 'part', part: parts.get(id)! });
      seat.knows.add(id);
    }
    worker.post({ say: 'run', job: task.job });
    if (task.stopReason) worker.post({ say: 'stop', reason: task.stopReason });
  }

  function receive(seat: Seat, worker: TrialWorker, message: FromWorker) {
    const { hooks } = seat.task!;
    if (message.say === 'epochs') return hooks.onEpochs?.(message.reports);
    if (message.say === 'rung')
      return worker.post({ say: 'verdict', reason: hooks.onRung?.(message.reports) });
    const task = release(seat)!;
    worker.busy?.(false);
    if (message.say === 'done') task.resolve(message.outcome);
    else task.reject(Object.assign(new Error(message.message), { stack: message.stack }));
    serve();
  }

  return {
    workers,
    add(part) {
      parts.set(part.id, part);
    },
    drop(id) {
      parts.delete(id);
    },
    run(job, hooks = {}): RunningJob {
      let task!: Waiting;
      const outcome = new Promise<TrialOutcome>((resolve, reject) => {
        task = { job, hooks, resolve, reject };
      });
      queue.push(task);
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
