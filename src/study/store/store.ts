import type { Parameter, Setting, Value } from '../../space/parameter.js';
import type { IntermediateValue, StudyRecord, TrialState } from '../trial.js';

/** What a study's owner may write; history only grows. */
export type Change =
  | {
      readonly kind: 'started';
      readonly number: number;
      readonly setting: Setting;
      readonly time: number;
      readonly facts?: Facts;
    }
  /** A running trial asked for a hyperparameter that its setting had not: the setting gets it, and so does the space. */
  | {
      readonly kind: 'suggested';
      readonly number: number;
      readonly name: string;
      readonly parameter: Parameter;
      readonly value: Value;
    }
  | { readonly kind: 'reported'; readonly number: number; readonly values: readonly IntermediateValue[] }
  /** Trained as far as it should be for now and kept, so that it can be gone on with. */
  | {
      readonly kind: 'paused';
      readonly number: number;
      readonly time: number;
      readonly facts?: Facts;
    }
  /** A paused trial runs again. */
  | {
      readonly kind: 'continued';
      readonly number: number;
      readonly time: number;
      readonly facts?: Facts;
    }
  /** A running or a paused trial ends. */
  | {
      readonly kind: 'finished';
      readonly number: number;
      readonly state: Exclude<TrialState, 'running' | 'paused'>;
      readonly value?: number;
      readonly time: number;
      readonly facts?: Facts;
    }
  /** Sets facts of the study; a key that exists is replaced. */
  | { readonly kind: 'noted'; readonly facts: Facts };

export type Facts = Readonly<Record<string, unknown>>;

export interface StudySummary {
  readonly name: string;
  readonly direction: StudyRecord['direction'];
  readonly trials: Readonly<Record<TrialState, number>>;
  readonly best?: number;
  readonly facts: Facts;
}

/**
 * Where studies are kept. `write` is one transaction: all of its changes or none, durable against a killed process when it
 * returns. Names are unique; an unknown or a taken name is a SweetspotError of kind `usage` that lists the nearest.
 */
export interface Store {
  /** The storage URL to show, such as `sqlite:///sweetspot/studies.db`. */
  readonly url: string;
  list(): Promise<StudySummary[]>;
  create(study: Pick<StudyRecord, 'name' | 'direction' | 'space' | 'facts'>): Promise<void>;
  load(name: string): Promise<StudyRecord>;
  write(name: string, changes: readonly Change[]): Promise<void>;
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}
