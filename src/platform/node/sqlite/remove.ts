import type { Connection } from './connection.js';

const trialTables = [
  'trial_user_attributes',
  'trial_system_attributes',
  'trial_params',
  'trial_values',
  'trial_intermediate_values',
  'trial_heartbeats',
  'sweetspot_trial',
  'sweetspot_checkpoint',
];
const studyTables = [
  'trials',
  'study_directions',
  'study_user_attributes',
  'study_system_attributes',
  'sweetspot_study',
  'studies',
];

/** Deletes a study with all that belongs to it, ours and Optuna's, inside the caller's transaction. */
export function removeStudy(connection: Connection, study: number): void {
  for (const table of trialTables)
    connection.run(
      `DELETE FROM ${table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?)`,
      study,
    );
  for (const table of studyTables) connection.run(`DELETE FROM ${table} WHERE study_id = ?`, study);
}
