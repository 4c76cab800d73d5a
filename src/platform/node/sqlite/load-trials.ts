import type { Setting } from '../../../space/parameter.js';
import { parsePythonJson } from '../../../study/store/optuna/python-json.js';
import { fromOptunaState, type OptunaState } from '../../../study/store/optuna/state.js';
import { type NumberType, readNumber } from '../../../study/store/optuna/stored-number.js';
import { readTime } from '../../../study/store/optuna/time.js';
import type { IntermediateValue, Trial } from '../../../study/trial.js';
import type { Connection } from './connection.js';
import type { Row } from './driver.js';
import { kindKey } from './keys.js';
import type { StoredParam } from './params.js';

/** All trials of a study in the order of their numbers. */
export function loadTrials(connection: Connection, study: number, params: readonly StoredParam[]): Trial[] {
  const settings = settingsByTrial(params);
  const values = rowsByTrial(
    connection,
    study,
    `SELECT trial_id, value, value_type AS type FROM trial_values WHERE objective = 0 AND trial_id IN`,
  );
  const reports = rowsByTrial(
    connection,
    study,
    `SELECT trial_id, step, intermediate_value AS value, intermediate_value_type AS type
     FROM trial_intermediate_values WHERE trial_id IN`,
    'ORDER BY trial_id, step',
  );
  const facts = factsByTrial(connection, study);
  const rows = connection.all(
    `SELECT t.*, c.trial_id IS NOT NULL AS paused FROM trials t LEFT JOIN sweetspot_checkpoint c USING (trial_id)
     WHERE study_id = ? ORDER BY trial_id`,
    study,
  );
  return rows.map((row, i) => {
    const id = Number(row.trial_id);
    return toTrial(row, i, {
      setting: settings.get(id) ?? {},
      value: values.get(id)?.map(numberOf)[0],
      intermediate: (reports.get(id) ?? []).map(reportOf),
      facts: facts.get(id) ?? {},
    });
  });
}

/** Reports of the one trial that is about to finish: the last one, or none. */
export function lastReportOf(connection: Connection, trial: number): IntermediateValue[] {
  const row = connection.get(
    `SELECT step, intermediate_value AS value, intermediate_value_type AS type
     FROM trial_intermediate_values WHERE trial_id = ? ORDER BY step DESC LIMIT 1`,
    trial,
  );
  return row === undefined ? [] : [reportOf(row)];
}

type Parts = Pick<Trial, 'setting' | 'value' | 'intermediate'> & { facts: Record<string, unknown> };

function toTrial(row: Row, position: number, { setting, value, intermediate, facts }: Parts): Trial {
  const { [kindKey]: kind, ...shown } = facts;
  const finished = readTime(row.datetime_complete as string | null);
  const state = fromOptunaState(row.state as OptunaState, kind, Boolean(row.paused));
  return {
    number: row.number === null ? position : Number(row.number),
    state,
    setting,
    ...(value === undefined || state === 'diverged' || state === 'failed' ? {} : { value }),
    intermediate,
    facts: row.state === 'WAITING' ? { ...shown, waiting: true } : shown,
    started: readTime(row.datetime_start as string | null) ?? 0,
    ...(finished === undefined ? {} : { finished }),
  };
}

const numberOf = (row: Row) =>
  readNumber({ value: row.value as number | null, type: row.type as NumberType });

const reportOf = (row: Row): IntermediateValue => ({ epoch: Number(row.step), value: numberOf(row) });

function settingsByTrial(params: readonly StoredParam[]): Map<number, Setting> {
  const settings = new Map<number, Record<string, Setting[string]>>();
  for (const { trial, name, value } of params) {
    const setting = settings.get(trial) ?? {};
    setting[name] = value;
    settings.set(trial, setting);
  }
  return settings;
}

/** Our facts of each trial and, beneath them, the attributes that Optuna's users gave it. */
function factsByTrial(connection: Connection, study: number): Map<number, Record<string, unknown>> {
  const facts = new Map<number, Record<string, unknown>>();
  for (const table of ['trial_user_attributes', 'sweetspot_trial'])
    for (const [trial, rows] of rowsByTrial(
      connection,
      study,
      `SELECT trial_id, "key", value_json FROM ${table} WHERE trial_id IN`,
    )) {
      const held = facts.get(trial) ?? {};
      for (const row of rows) held[String(row.key)] = parsePythonJson(String(row.value_json));
      facts.set(trial, held);
    }
  return facts;
}

/** The rows of a query that ends with `trial_id IN`, for the trials of a study, by trial. */
function rowsByTrial(connection: Connection, study: number, query: string, order = ''): Map<number, Row[]> {
  const byTrial = new Map<number, Row[]>();
  const rows = connection.all(`${query} (SELECT trial_id FROM trials WHERE study_id = ?) ${order}`, study);
  for (const row of rows) {
    const id = Number(row.trial_id);
    const held = byTrial.get(id);
    if (held === undefined) byTrial.set(id, [row]);
    else held.push(row);
  }
  return byTrial;
}
