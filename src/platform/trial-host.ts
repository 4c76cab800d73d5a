import type { Engine } from '../network/engine/engine.js';
import type { EngineName } from '../tune/engine-name.js';
import type { OpenBlocks } from '../tune/part-rows.js';
import { runTrial } from '../tune/run-trial.js';
import type { EpochReport, Part, TrialOutcome } from '../tune/runner.js';
import type { ChooseEngine, FromWorker, ToWorker } from './trial-message.js';

export type EngineMaker = (name: EngineName) => Promise<() => Engine>;

/** A worker's side that trains on the plain engine, unless the first message names another. */
export function hostOfEngines(
  send: (message: FromWorker, transfer?: ArrayBuffer[]) => void,
  engineMaker: EngineMaker,
  openBlocks?: OpenBlocks,
) {
  const hostOn = async (name: EngineName) => trialHost(send, await engineMaker(name), openBlocks);
  let host: Promise<(message: ToWorker) => void> | undefined;
  return (message: ToWorker | ChooseEngine) => {
    if (message.say === 'engine') host = hostOn(message.engine);
    else void (host ??= hostOn('plain')).then((receive) => receive(message));
  };
}

/** The worker's side of the conversation, the same in Node and in the browser: keeps parts and engines, runs one job at a time; `openBlocks` where there is a disk. */
export function trialHost(
  send: (message: FromWorker, transfer?: ArrayBuffer[]) => void,
  newEngine: () => Engine,
  openBlocks?: OpenBlocks,
) {
  const parts = new Map<number, Part>();
  const engines: Engine[] = [];
  let stopReason: string | undefined;
  let answerRung: ((reason: string | undefined) => void) | undefined;

  const engineFor = (index: number) => (engines[index] ??= newEngine());

  function partOf(id: number): Part {
    const part = parts.get(id);
    if (part === undefined) throw new Error(`part ${id} is not known, or was dropped.`);
    return part;
  }

  function askRung(reports: readonly EpochReport[]): Promise<string | undefined> {
    send({ say: 'rung', reports });
    return new Promise((resolve) => {
      answerRung = resolve;
    });
  }

  async function run(message: ToWorker & { say: 'run' }) {
    stopReason = undefined;
    try {
      const outcome = await runTrial({
        job: message.job,
        parts: message.job.parts.map(partOf),
        engineFor,
        openBlocks,
        onEpochs: (reports) => send({ say: 'epochs', reports }),
        onRung: askRung,
        stopRequested: () => stopReason,
      });
      send({ say: 'done', outcome }, buffersOf(outcome));
    } catch (error) {
      const { message, stack } = error as Error;
      send({ say: 'failed', message, stack });
    }
  }

  return (message: ToWorker) => {
    if (message.say === 'part') parts.set(message.part.id, message.part);
    else if (message.say === 'drop') parts.delete(message.id);
    else if (message.say === 'run') void run(message);
    else if (message.say === 'stop') stopReason = message.reason;
    else {
      answerRung?.(message.reason);
      answerRung = undefined;
    }
  };
}

/** What is handed over rather than copied; a paused trial shares weights and predictions with what it has trained. */
function buffersOf({ trained, paused }: TrialOutcome): ArrayBuffer[] {
  const all = [
    ...trained.flatMap(({ weights, predictions }) => [weights, predictions]),
    ...(paused?.lanes.map(({ training }) => training.network) ?? []),
  ];
  return [...new Set(all.map(({ buffer }) => buffer as ArrayBuffer))];
}
