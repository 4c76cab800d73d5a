import { checkSetting, valueError } from '../../../space/check-setting.js';
import { growSpace } from '../../../space/grow.js';
import { checkChange, finalValue, suggestedValue, type TrialChange } from '../../../study/store/change.js';
import { noTrialError, wrongNumberError } from '../../../study/store/errors.js';
import { type Distribution, toDistribution, toInternal } from '../../../study/store/optuna/distribution.js';
import { stringifyForPython } from '../../../study/store/optuna/python-json.js';
import { fromOptunaState, type OptunaState, toOptunaState } from '../../../study/store/optuna/state.js';
import { storeNumber } from '../../../study/store/optuna/stored-number.js';
import { writeTime } from '../../../study/store/optuna/time.js';
import type { Change, Facts } from '../../../study/store/store.js';
import type { IntermediateValue } from '../../../study/trial.js';
import type { Connection } from './connection.js';
import { kindKey, spaceKey } from './keys.js';
import { lastReportOf } from './load-trials.js';
import { ownSpace, vocabularyOf } from './params.js';

/** The study that changes are written to. */
export interface Target {
  readonly id: number;
  readonly name: string;
}

type Started = Extract<Change, { kind: 'started' }>;
type Finished = Extract<Change, { kind: 'finished' }>;

/** Writes one change inside the caller's transaction. */
export function writeChange(connection: Connection, target: Target, change: Change): void {
  switch (change.kind) {
    case 'noted':
      writeStudyFacts(connection, target.id, change.facts);
      break;
    case 'started':
      writeStart(connection, target, change);
      break;
    case 'suggested':
      writeSuggestion(connection, target, change);
      break;
    case 'reported':
      writeReports(connection, changingTrial(connection, target, change), change.values);
      break;
    case 'paused':
      writePause(connection, target, change);
      break;
    case 'continued':
      writeContinuation(connection, target, change);
      break;
    case 'finished':
      writeFinish(connection, target, change);
  }
}

export function writeStudyFacts(connection: Connection, study: number, facts: Facts): void {
  for (const [key, value] of Object.entries(facts))
    connection.run(
      `INSERT INTO sweetspot_study VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value_json = excluded.value_json`,
      study,
      key,
      stringifyForPython(value),
    );
}

function writeTrialFacts(connection: Connection, trial: number, facts: Facts): void {
  for (const [key, value] of Object.entries(facts))
    connection.run(
      `INSERT INTO sweetspot_trial VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value_json = excluded.value_json`,
      trial,
      key,
      stringifyForPython(value),
    );
}

function writeStart(connection: Connection, target: Target, change: Started): void {
  const next = Number(
    connection.get('SELECT count(*) AS count FROM trials WHERE study_id = ?', target.id)!.count,
  );
  if (change.number !== next) throw wrongNumberError(target.name, change.number, next);
  const { space, distributions } = vocabularyOf(connection, target.id);
  checkSetting(space, change.setting, { partial: true });
  const trial = connection.run(
    `INSERT INTO trials (number, study_id, state, datetime_start) VALUES (?, ?, 'RUNNING', ?)`,
    change.number,
    target.id,
    writeTime(change.time),
  );
  for (const [name, value] of Object.entries(change.setting)) {
    const distribution = distributions.get(name)!;
    const internal = toInternal(distribution, value);
    if (internal === undefined) throw valueError(name, space[name]!, value);
    writeParam(connection, trial, name, internal, distribution);
  }
  writeTrialFacts(connection, trial, change.facts ?? {});
}

const writeParam = (
  connection: Connection,
  trial: number,
  name: string,
  internal: number,
  distribution: Distribution,
) =>
  connection.run(
    `INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ?, ?)
     ON CONFLICT (trial_id, param_name) DO UPDATE SET param_value = excluded.param_value`,
    trial,
    name,
    internal,
    stringifyForPython(distribution),
  );

function writeSuggestion(
  connection: Connection,
  target: Target,
  change: Extract<Change, { kind: 'suggested' }>,
): void {
  const trial = changingTrial(connection, target, change);
  const { name, parameter } = change;
  const value = suggestedValue(change);
  const space = growSpace(vocabularyOf(connection, target.id).space, name, parameter);
  const distribution = toDistribution(parameter);
  writeParam(connection, trial, name, toInternal(distribution, value)!, distribution);
  if (ownSpace(connection, target.id)) writeStudyFacts(connection, target.id, { [spaceKey]: space });
}

function writeReports(connection: Connection, trial: number, reports: readonly IntermediateValue[]): void {
  for (const { epoch, value } of reports) {
    const stored = storeNumber(value);
    connection.run(
      `INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)
       VALUES (?, ?, ?, ?) ON CONFLICT (trial_id, step) DO UPDATE SET
       intermediate_value = excluded.intermediate_value, intermediate_value_type = excluded.intermediate_value_type`,
      trial,
      epoch,
      stored.value,
      stored.type,
    );
  }
}

function writePause(
  connection: Connection,
  target: Target,
  change: Extract<Change, { kind: 'paused' }>,
): void {
  const trial = changingTrial(connection, target, change);
  connection.run(
    'INSERT INTO sweetspot_checkpoint (trial_id, epoch, datetime_paused) VALUES (?, ?, ?)',
    trial,
    lastReportOf(connection, trial)[0]?.epoch ?? null,
    writeTime(change.time),
  );
  writeTrialFacts(connection, trial, change.facts ?? {});
}

function writeContinuation(
  connection: Connection,
  target: Target,
  change: Extract<Change, { kind: 'continued' }>,
): void {
  const trial = changingTrial(connection, target, change);
  removeCheckpoint(connection, trial);
  writeTrialFacts(connection, trial, change.facts ?? {});
}

const removeCheckpoint = (connection: Connection, trial: number) =>
  connection.run('DELETE FROM sweetspot_checkpoint WHERE trial_id = ?', trial);

function writeFinish(connection: Connection, target: Target, change: Finished): void {
  const trial = changingTrial(connection, target, change);
  const value = finalValue(target.name, { intermediate: lastReportOf(connection, trial) }, change);
  connection.run(
    'UPDATE trials SET state = ?, datetime_complete = ? WHERE trial_id = ?',
    toOptunaState(change.state),
    writeTime(change.time),
    trial,
  );
  if (value !== undefined) {
    const stored = storeNumber(value);
    connection.run(
      'INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, 0, ?, ?)',
      trial,
      stored.value,
      stored.type,
    );
  }
  removeCheckpoint(connection, trial);
  writeTrialFacts(connection, trial, change.facts ?? {});
  if (change.state === 'diverged') writeTrialFacts(connection, trial, { [kindKey]: 'diverged' });
}

/** The id of the trial of a change, when the change may be made to it. */
function changingTrial(connection: Connection, target: Target, change: TrialChange): number {
  const row = connection.get(
    `SELECT t.trial_id, state, c.trial_id IS NOT NULL AS paused, value_json AS kind FROM trials t
     LEFT JOIN sweetspot_checkpoint c ON c.trial_id = t.trial_id
     LEFT JOIN sweetspot_trial f ON f.trial_id = t.trial_id AND f."key" = '${kindKey}'
     WHERE study_id = ? AND number = ? ORDER BY t.trial_id DESC LIMIT 1`,
    target.id,
    change.number,
  );
  if (row === undefined) throw noTrialError(target.name, change.number);
  const kind = JSON.parse(String(row.kind ?? 'null'));
  const state = fromOptunaState(row.state as OptunaState, kind, Boolean(row.paused));
  checkChange(target.name, { number: change.number, state }, change);
  return Number(row.trial_id);
}
