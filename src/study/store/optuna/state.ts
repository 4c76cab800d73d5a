import type { Direction, TrialState } from '../../trial.js';

/** Optuna's states of a trial. */
export type OptunaState = 'RUNNING' | 'WAITING' | 'COMPLETE' | 'PRUNED' | 'FAIL';
export type OptunaDirection = 'MINIMIZE' | 'MAXIMIZE' | 'NOT_SET';

/** FAIL holds two of ours; which one is a fact of ours beside it. */
const optunaStates: Record<TrialState, OptunaState> = {
  running: 'RUNNING',
  paused: 'RUNNING',
  complete: 'COMPLETE',
  stopped: 'PRUNED',
  diverged: 'FAIL',
  failed: 'FAIL',
};

export const toOptunaState = (state: TrialState): OptunaState => optunaStates[state];

/**
 * `kind` is our fact about a FAIL, `isPaused` ours about a RUNNING: whether it has a checkpoint. A trial that Optuna holds in waiting counts as
 * running: it has a setting and no result yet.
 */
export function fromOptunaState(state: OptunaState, kind: unknown, isPaused: boolean): TrialState {
  switch (state) {
    case 'COMPLETE':
      return 'complete';
    case 'PRUNED':
      return 'stopped';
    case 'FAIL':
      return kind === 'diverged' ? 'diverged' : 'failed';
    case 'RUNNING':
      return isPaused ? 'paused' : 'running';
    case 'WAITING':
      return 'running';
  }
}

export const toOptunaDirection = (direction: Direction): OptunaDirection =>
  direction === 'maximize' ? 'MAXIMIZE' : 'MINIMIZE';

/** Optuna treats NOT_SET as to be minimised. */
export const fromOptunaDirection = (direction: OptunaDirection): Direction =>
  direction === 'MAXIMIZE' ? 'maximize' : 'minimize';
