import { bestTrial, countStates } from '../history.js';
import type { StudyRecord } from '../trial.js';
import { applyChanges } from './change.js';
import { checkStudyName, nameTakenError, noStudyError } from './errors.js';
import type { Change, Store, StudySummary } from './store.js';

/** A store that forgets everything when the process ends; for tests, the browser and `--storage memory:`. */
export function memoryStore(): Store {
  const url = 'memory:';
  const studies = new Map<string, StudyRecord>();

  function find(name: string): StudyRecord {
    const study = studies.get(name);
    if (study === undefined) throw noStudyError(name, [...studies.keys()], url);
    return study;
  }

  return {
    url,
    list: async () => [...studies.values()].map(summarise),
    async create(study) {
      checkStudyName(study.name);
      if (studies.has(study.name)) throw nameTakenError(study.name, url);
      studies.set(study.name, structuredClone({ ...study, trials: [] }));
    },
    load: async (name) => structuredClone(find(name)),
    async write(name, changes: readonly Change[]) {
      studies.set(name, applyChanges(find(name), structuredClone(changes)));
    },
    async remove(name) {
      find(name);
      studies.delete(name);
    },
    close: async () => {},
  };
}

/** What a list of studies shows of one. */
export function summarise({ name, direction, trials, facts }: StudyRecord): StudySummary {
  const best = bestTrial(trials, direction)?.value;
  return { name, direction, trials: countStates(trials), ...(best === undefined ? {} : { best }), facts };
}
