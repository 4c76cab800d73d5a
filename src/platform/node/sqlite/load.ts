import { storageError } from '../../../error.js';
import type { Space } from '../../../space/parameter.js';
import { parsePythonJson } from '../../../study/store/optuna/python-json.js';
import { fromOptunaDirection, type OptunaDirection } from '../../../study/store/optuna/state.js';
import type { Facts } from '../../../study/store/store.js';
import type { StudyRecord } from '../../../study/trial.js';
import type { Connection } from './connection.js';
import type { Row } from './driver.js';
import { spaceKey } from './keys.js';
import { loadTrials } from './load-trials.js';
import { paramsOf, spaceFrom } from './params.js';

/** Reads a study whole, inside the caller's transaction. Throws when it has several objectives. */
export function loadStudy(connection: Connection, study: number, name: string): StudyRecord {
  const direction = directionOf(connection, study, name);
  const { [spaceKey]: space, ...facts } = studyFacts(connection, study);
  const params = paramsOf(connection, study);
  return {
    name,
    direction,
    space: (space as Space | undefined) ?? spaceFrom(params),
    facts,
    trials: loadTrials(connection, study, params),
  };
}

/** Our facts of a study and, beneath them, the attributes that Optuna's users gave it. */
export function studyFacts(connection: Connection, study: number): Facts {
  const rows = connection.all(
    `SELECT "key", value_json, 0 AS rank FROM study_user_attributes WHERE study_id = ?
     UNION ALL SELECT "key", value_json, 1 FROM sweetspot_study WHERE study_id = ? ORDER BY rank`,
    study,
    study,
  );
  return factsFrom(rows);
}

export const factsFrom = (rows: readonly Row[]): Facts =>
  Object.fromEntries(rows.map((row) => [String(row.key), parsePythonJson(String(row.value_json))]));

function directionOf(connection: Connection, study: number, name: string): StudyRecord['direction'] {
  const rows = connection.all('SELECT direction FROM study_directions WHERE study_id = ?', study);
  if (rows.length > 1)
    throw storageError(
      `study "${name}" has ${rows.length} objectives; only studies with one can be read here`,
    );
  return fromOptunaDirection((rows[0]?.direction ?? 'NOT_SET') as OptunaDirection);
}
