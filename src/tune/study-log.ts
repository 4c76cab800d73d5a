import type { Setting } from '../space/parameter.js';
import type { Change, Facts, Store } from '../study/store/store.js';
import type { IntermediateValue, StudyRecord, Trial } from '../study/trial.js';

type Ending = Omit<Extract<Change, { kind: 'finished' }>, 'kind'>;

/** A study while it runs: its trials in memory for those who decide, and every change on its way to the store. */
export interface StudyLog {
  readonly name: string;
  readonly trials: readonly Trial[];
  readonly facts: Facts;
  start(number: number, setting: Setting, facts: Facts, time: number): void;
  report(number: number, values: readonly IntermediateValue[]): void;
  /** A running trial is kept where it is, to be gone on with. */
  pause(number: number, facts: Facts, time: number): void;
  goOn(number: number, facts: Facts, time: number): void;
  finish(ending: Ending): void;
  note(facts: Facts): void;
  /** Writes what is waiting, in one transaction; a finished trial is safe when it returns. What could not be written waits on. */
  flush(): Promise<void>;
}

export function studyLog(store: Store, record: StudyRecord): StudyLog {
  const trials: Trial[] = [...record.trials];
  const facts: Record<string, unknown> = { ...record.facts };
  let waiting: Change[] = [];
  let writing: Promise<void> = Promise.resolve();

  const replace = (number: number, change: (trial: Trial) => Trial) => {
    const place = trials.findIndex((trial) => trial.number === number);
    trials[place] = change(trials[place]!);
  };

  return {
    name: record.name,
    trials,
    facts,
    start(number, setting, trialFacts, time) {
      trials.push({ number, state: 'running', setting, intermediate: [], facts: trialFacts, started: time });
      waiting.push({ kind: 'started', number, setting, time, facts: trialFacts });
    },
    report(number, values) {
      const known = trials.find((trial) => trial.number === number)!.intermediate.at(-1)?.epoch ?? 0;
      // One that was paused in a process that is gone comes by its first epochs again.
      const added = values.filter(({ epoch }) => epoch > known);
      if (added.length === 0) return;
      replace(number, (trial) => ({ ...trial, intermediate: [...trial.intermediate, ...added] }));
      waiting.push({ kind: 'reported', number, values: added });
    },
    pause(number, added, time) {
      replace(number, (trial) => ({ ...trial, state: 'paused', facts: { ...trial.facts, ...added } }));
      waiting.push({ kind: 'paused', number, time, facts: added });
    },
    goOn(number, added, time) {
      replace(number, (trial) => ({ ...trial, state: 'running', facts: { ...trial.facts, ...added } }));
      waiting.push({ kind: 'continued', number, time, facts: added });
    },
    finish(ending) {
      const { number, state, value, time, facts: added } = ending;
      replace(number, (trial) => ({
        ...trial,
        state,
        value,
        finished: time,
        facts: { ...trial.facts, ...added },
      }));
      waiting.push({ kind: 'finished', ...ending });
    },
    note(added) {
      Object.assign(facts, added);
      waiting.push({ kind: 'noted', facts: added });
    },
    flush() {
      const written = writing.then(async () => {
        const changes = waiting;
        waiting = [];
        try {
          if (changes.length > 0) await store.write(record.name, changes);
        } catch (error) {
          waiting = [...changes, ...waiting];
          throw error;
        }
      });
      writing = written.catch(() => {});
      return written;
    },
  };
}
