import type { Space, Value } from '../../../space/parameter.js';
import {
  type Distribution,
  fromInternal,
  readDistribution,
  toDistribution,
} from '../../../study/store/optuna/distribution.js';
import { inferSpace } from '../../../study/store/optuna/infer-space.js';
import type { Connection } from './connection.js';
import { spaceKey } from './keys.js';

/** One value of one trial, as Optuna stores it. */
export interface StoredParam {
  readonly trial: number;
  readonly name: string;
  readonly value: Value;
  readonly distribution: Distribution;
}

/** All values of a study's trials, trial by trial. */
export function paramsOf(connection: Connection, study: number): StoredParam[] {
  const known = new Map<string, Distribution>();
  const rows = connection.all(
    `SELECT trial_id, param_name, param_value, distribution_json FROM trial_params
     WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?) ORDER BY trial_id, param_id`,
    study,
  );
  return rows.map((row) => {
    const json = String(row.distribution_json);
    const distribution = known.get(json) ?? readDistribution(json);
    known.set(json, distribution);
    return {
      trial: Number(row.trial_id),
      name: String(row.param_name),
      value: fromInternal(distribution, Number(row.param_value)),
      distribution,
    };
  });
}

/** The space that was stored with the study; undefined when Optuna made it. */
export function ownSpace(connection: Connection, study: number): Space | undefined {
  const row = connection.get(
    'SELECT value_json FROM sweetspot_study WHERE study_id = ? AND "key" = ?',
    study,
    spaceKey,
  );
  return row === undefined ? undefined : (JSON.parse(String(row.value_json)) as Space);
}

export const spaceFrom = (params: readonly StoredParam[]): Space =>
  inferSpace(params.map(({ name, distribution }) => [name, distribution] as const));

/** What new trials are checked against and written with; where Optuna made the study, what its trials used last. */
export function vocabularyOf(
  connection: Connection,
  study: number,
): { readonly space: Space; readonly distributions: ReadonlyMap<string, Distribution> } {
  const own = ownSpace(connection, study);
  if (own !== undefined) {
    const entries = Object.entries(own).map(
      ([name, parameter]) => [name, toDistribution(parameter)] as const,
    );
    return { space: own, distributions: new Map(entries) };
  }
  const params = paramsOf(connection, study);
  return {
    space: spaceFrom(params),
    distributions: new Map(params.map(({ name, distribution }) => [name, distribution])),
  };
}
