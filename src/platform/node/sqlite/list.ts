import { countStates } from '../../../study/history.js';
import {
  fromOptunaDirection,
  fromOptunaState,
  type OptunaDirection,
  type OptunaState,
} from '../../../study/store/optuna/state.js';
import type { StudySummary } from '../../../study/store/store.js';
import type { TrialState } from '../../../study/trial.js';
import type { Connection } from './connection.js';
import { kindKey, spaceKey } from './keys.js';
import { studyFacts } from './load.js';

/** All studies in the order in which they were made, inside the caller's transaction. */
export function listStudies(connection: Connection): StudySummary[] {
  const studies = connection.all(
    `SELECT study_id, study_name, (SELECT direction FROM study_directions d
       WHERE d.study_id = s.study_id ORDER BY objective LIMIT 1) AS direction FROM studies s ORDER BY study_id`,
  );
  return studies.map((row) => {
    const id = Number(row.study_id);
    const direction = fromOptunaDirection((row.direction ?? 'NOT_SET') as OptunaDirection);
    const best = bestOf(connection, id, direction === 'minimize' ? 'min' : 'max');
    const { [spaceKey]: _, ...facts } = studyFacts(connection, id);
    return {
      name: String(row.study_name),
      direction,
      trials: countsOf(connection, id),
      ...(best === undefined ? {} : { best }),
      facts,
    };
  });
}

function countsOf(connection: Connection, study: number): Record<TrialState, number> {
  const rows = connection.all(
    `SELECT state, json_extract(value_json, '$') AS kind, c.trial_id IS NOT NULL AS paused, count(*) AS count
     FROM trials t
     LEFT JOIN sweetspot_trial f ON f.trial_id = t.trial_id AND f."key" = '${kindKey}'
     LEFT JOIN sweetspot_checkpoint c ON c.trial_id = t.trial_id
     WHERE study_id = ? GROUP BY 1, 2, 3`,
    study,
  );
  const counts = countStates([]);
  for (const row of rows)
    counts[fromOptunaState(row.state as OptunaState, row.kind, Boolean(row.paused))] += Number(row.count);
  return counts;
}

function bestOf(connection: Connection, study: number, pick: 'min' | 'max'): number | undefined {
  const best = connection.get(
    `SELECT ${pick}(value) AS best FROM trial_values JOIN trials USING (trial_id)
     WHERE study_id = ? AND state = 'COMPLETE' AND objective = 0 AND value_type = 'FINITE'`,
    study,
  )!.best;
  return best === null ? undefined : Number(best);
}
