import { Worker } from 'node:worker_threads';
import type { JobHooks, Part, Runner, RunningJob, TrialJob, TrialOutcome } from '../../tune/runner.js';
import type { FromWorker, ToWorker } from '../trial-message.js';

interface Waiting {
  readonly job: TrialJob;
  readonly hooks: JobHooks;
  readonly resolve: (outcome: TrialOutcome) => void;
  readonly reject: (error: Error) => void;
  stopReason?: string;
  seat?: Seat;
}

interface Seat {
  readonly worker: Worker;
  readonly knows: Set<number>;
  task?: Waiting;
}

/** A Runner over worker threads, one job on each at a time; a worker that dies fails its job and is replaced. */
export function workerRunner(workers: number): Runner {
  const parts = new Map<number, Part>();
  const queue: Waiting[] = [];
  let closed = false;
  const seats: Seat[] = Array.from({ length: workers }, () => newSeat());

  function newSeat(): Seat {
    const seat: Seat = {
      worker: new Worker(new URL('./trial-worker.js', import.meta.url)),
      knows: new Set(),
    };
    seat.worker.unref();
    seat.worker.on('message', (message: FromWorker) => receive(seat, message));
    seat.worker.on('error', (error) => replace(seat, error));
    return seat;
  }

  function replace(seat: Seat, error: Error) {
    seats[seats.indexOf(seat)] = newSeat();
    seat.task?.reject(error);
    serve();
  }

  const tell = (seat: Seat, message: ToWorker) => seat.worker.postMessage(message);

  function serve() {
    for (const seat of seats) {
      if (seat.task || queue.length === 0 || closed) continue;
      start(seat, queue.shift()!);
    }
  }

  function start(seat: Seat, task: Waiting) {
    seat.task = task;
    task.seat = seat;
    seat.worker.ref();
    for (const id of task.job.parts) {
      if (seat.knows.has(id)) continue;
      tell(seat, { say: 'part', part: parts.get(id)! });
      seat.knows.add(id);
    }
    tell(seat, { say: 'run', job: task.job });
    if (task.stopReason) tell(seat, { say: 'stop', reason: task.stopReason });
  }

  function receive(seat: Seat, message: FromWorker) {
    const task = seat.task!;
    if (message.say === 'epochs') task.hooks.onEpochs?.(message.reports);
    else if (message.say === 'rung')
      tell(seat, { say: 'verdict', reason: task.hooks.onRung?.(message.reports) });
    else {
      seat.task = undefined;
      seat.worker.unref();
      if (message.say === 'done') task.resolve(message.outcome);
      else task.reject(Object.assign(new Error(message.message), { stack: message.stack }));
      serve();
    }
  }

  return {
    workers,
    add(part) {
      parts.set(part.id, part);
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
          if (task.seat?.task === task) tell(task.seat, { say: 'stop', reason });
        },
      };
    },
    async close() {
      closed = true;
      await Promise.all(seats.map((seat) => seat.worker.terminate()));
    },
  };
}
