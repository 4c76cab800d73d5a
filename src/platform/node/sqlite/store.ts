import { checkStudyName, nameTakenError, noStudyError } from '../../../study/store/errors.js';
import { stringifyForPython } from '../../../study/store/optuna/python-json.js';
import { toOptunaDirection } from '../../../study/store/optuna/state.js';
import type { Store } from '../../../study/store/store.js';
import type { Connection } from './connection.js';
import { spaceKey } from './keys.js';
import { listStudies } from './list.js';
import { loadStudy } from './load.js';
import { removeStudy } from './remove.js';
import { writeChange, writeStudyFacts } from './write.js';

/** A store over a connection whose schema is ready. */
export function sqliteStore(connection: Connection, url: string): Store {
  function find(name: string): number {
    const row = connection.get('SELECT study_id FROM studies WHERE study_name = ?', name);
    if (row !== undefined) return Number(row.study_id);
    const names = connection.all('SELECT study_name FROM studies').map((other) => String(other.study_name));
    throw noStudyError(name, names, url);
  }

  function create({ name, direction, space, facts }: Parameters<Store['create']>[0]): void {
    if (connection.get('SELECT 1 FROM studies WHERE study_name = ?', name)) throw nameTakenError(name, url);
    const id = connection.run('INSERT INTO studies (study_name) VALUES (?)', name);
    connection.run(
      'INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, 0)',
      toOptunaDirection(direction),
      id,
    );
    writeStudyFacts(connection, id, { ...facts, [spaceKey]: space });
    if (typeof facts.metric === 'string') nameMetric(id, facts.metric);
  }

  /** Optuna and its dashboard show the objective by this name. */
  const nameMetric = (id: number, metric: string) =>
    connection.run(
      `INSERT INTO study_system_attributes (study_id, "key", value_json) VALUES (?, 'study:metric_names', ?)`,
      id,
      stringifyForPython([metric]),
    );

  return {
    url,
    list: async () => connection.transaction('read', () => listStudies(connection)),
    async create(study) {
      checkStudyName(study.name);
      connection.transaction('write', () => create(study));
    },
    load: async (name) => connection.transaction('read', () => loadStudy(connection, find(name), name)),
    async write(name, changes) {
      connection.transaction('write', () => {
        const target = { id: find(name), name };
        for (const change of changes) writeChange(connection, target, change);
      });
    },
    async remove(name) {
      connection.transaction('write', () => removeStudy(connection, find(name)));
    },
    close: async () => connection.close(),
  };
}
