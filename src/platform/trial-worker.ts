import type { ChooseEngine, FromWorker, ToWorker } from './trial-message.js';

/** A worker as the study's thread sees it: a thread in Node, a module worker in a page. */
export interface TrialWorker {
  post(message: ToWorker | ChooseEngine): void;
  /** Whether it is at work, and so has to keep the process alive; a page has no use for it. */
  busy?(isBusy: boolean): void;
  terminate(): unknown;
}

export interface WorkerListener {
  onMessage(message: FromWorker): void;
  /** It could not start, or died; what a worker says after its first error is not heard. */
  onError(error: Error): void;
}

export type StartWorker = (listener: WorkerListener) => TrialWorker;
