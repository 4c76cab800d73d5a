import { storageError } from '../../../error.js';
import type { Connection } from './connection.js';

/** The revision of Optuna's schema that is written and understood; Optuna 3.2 to 5 share it. */
export const optunaRevision = 'v3.2.0.a';

// Optuna's models (optuna/storages/_rdb/models.py) as SQLAlchemy writes them for SQLite.
const attributes = (table: string, id: string, owner: string, owners: string) => `
CREATE TABLE ${table} (
  ${id} INTEGER NOT NULL, ${owner} INTEGER, "key" VARCHAR(512), value_json TEXT,
  PRIMARY KEY (${id}), UNIQUE (${owner}, "key"), FOREIGN KEY(${owner}) REFERENCES ${owners} (${owner})
);`;

const optunaTables = `
CREATE TABLE studies (
  study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id)
);
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE TABLE version_info (
  version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256),
  PRIMARY KEY (version_info_id), CHECK (version_info_id=1)
);
CREATE TABLE study_directions (
  study_direction_id INTEGER NOT NULL, direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL,
  objective INTEGER NOT NULL,
  PRIMARY KEY (study_direction_id), UNIQUE (study_id, objective),
  FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
${attributes('study_user_attributes', 'study_user_attribute_id', 'study_id', 'studies')}
${attributes('study_system_attributes', 'study_system_attribute_id', 'study_id', 'studies')}
CREATE TABLE trials (
  trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL,
  datetime_start DATETIME, datetime_complete DATETIME,
  PRIMARY KEY (trial_id), FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE INDEX ix_trials_study_id ON trials (study_id);
${attributes('trial_user_attributes', 'trial_user_attribute_id', 'trial_id', 'trials')}
${attributes('trial_system_attributes', 'trial_system_attribute_id', 'trial_id', 'trials')}
CREATE TABLE trial_params (
  param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT,
  distribution_json TEXT,
  PRIMARY KEY (param_id), UNIQUE (trial_id, param_name), FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_values (
  trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value FLOAT,
  value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_value_id), UNIQUE (trial_id, objective),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_intermediate_values (
  trial_intermediate_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, step INTEGER NOT NULL,
  intermediate_value FLOAT, intermediate_value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_intermediate_value_id), UNIQUE (trial_id, step),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_heartbeats (
  trial_heartbeat_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, heartbeat DATETIME NOT NULL,
  PRIMARY KEY (trial_heartbeat_id), UNIQUE (trial_id), FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO version_info VALUES (1, 12, '5.0.0');
INSERT INTO alembic_version VALUES ('${optunaRevision}');
`;

// A trial with a checkpoint is paused, at the epoch of its last report; to Optuna it is RUNNING.
// SQLite gives the id of a deleted last row to the next one, so what Optuna deletes has to take our facts with it.
const ownTables = `
CREATE TABLE IF NOT EXISTS sweetspot_study (
  study_id INTEGER NOT NULL, "key" TEXT NOT NULL, value_json TEXT NOT NULL, PRIMARY KEY (study_id, "key")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sweetspot_trial (
  trial_id INTEGER NOT NULL, "key" TEXT NOT NULL, value_json TEXT NOT NULL, PRIMARY KEY (trial_id, "key")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sweetspot_checkpoint (
  trial_id INTEGER NOT NULL PRIMARY KEY, epoch INTEGER, datetime_paused DATETIME NOT NULL
);
CREATE TRIGGER IF NOT EXISTS sweetspot_study_deleted AFTER DELETE ON studies
  BEGIN DELETE FROM sweetspot_study WHERE study_id = OLD.study_id; END;
CREATE TRIGGER IF NOT EXISTS sweetspot_trial_deleted AFTER DELETE ON trials
  BEGIN DELETE FROM sweetspot_trial WHERE trial_id = OLD.trial_id; END;
CREATE TRIGGER IF NOT EXISTS sweetspot_checkpoint_deleted AFTER DELETE ON trials
  BEGIN DELETE FROM sweetspot_checkpoint WHERE trial_id = OLD.trial_id; END;
`;

/** Makes the tables that are missing. Throws when the file belongs to another program or to another revision of Optuna's schema. */
export function prepareSchema(connection: Connection, path: string): void {
  if (inspect(connection, path) === 'ready') return;
  connection.transaction('write', () => {
    // Another process may have made them meanwhile.
    const found = inspect(connection, path);
    if (found === 'empty') connection.script(optunaTables);
    if (found !== 'ready') connection.script(ownTables);
  });
}

function inspect(connection: Connection, path: string): 'empty' | 'optuna' | 'ready' {
  const tables = connection.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map((row) => row.name);
  if (tables.length === 0) return 'empty';
  if (!tables.includes('studies') || !tables.includes('alembic_version'))
    throw storageError(
      `"${path}" is a database of another program: it has the tables ${tables.slice(0, 3).join(', ')}`,
      'Use another file with --storage.',
    );
  checkRevision(connection, path);
  return tables.includes('sweetspot_checkpoint') ? 'ready' : 'optuna';
}

function checkRevision(connection: Connection, path: string): void {
  const revision = connection.get('SELECT version_num FROM alembic_version')?.version_num;
  if (revision === optunaRevision) return;
  throw storageError(
    `"${path}" has revision ${revision ?? '(none)'} of Optuna's schema, but only ${optunaRevision} is known here`,
    `An older one is brought up by: optuna storage upgrade --storage sqlite:///${path}`,
  );
}
