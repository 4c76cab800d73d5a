import type { PlateauState } from './schedule/plateau.js';

/** What a training remembers beside its network: plain data. */
export interface Progress {
  /** Epochs that are over. */
  readonly epoch: number;
  /** Steps of those epochs. */
  readonly steps: number;
  readonly firstLoss?: number;
  readonly epochsBlownUp: number;
  /** The mean loss of each epoch. */
  readonly losses: readonly number[];
  /** The score of each judged epoch. */
  readonly scores: readonly number[];
  readonly best?: BestSoFar;
  /** Under a schedule that reduces on plateaus. */
  readonly plateau?: PlateauState;
  readonly ending?: Ending;
  /** The first step of the last epoch whose loss was not finite, counted from 1. */
  readonly brokenStep?: number;
}

export interface BestSoFar {
  readonly epoch: number;
  readonly score: number;
  readonly weights: Float32Array;
}

/** Why a training is over: all epochs were trained, its stopping rule said so, or its loss blew up. */
export type Ending = 'epochs' | 'patience' | 'diverged';

export const noProgress: Progress = { epoch: 0, steps: 0, epochsBlownUp: 0, losses: [], scores: [] };

/** A loss this many times the first epoch's, so many epochs in a row, has blown up. */
const blownUp = 10;
const blownUpEpochs = 3;

/** The progress after one more epoch of so many steps. */
export function afterEpoch(before: Progress, loss: number, steps: number, epochs: number): Progress {
  const epoch = before.epoch + 1;
  const firstLoss = before.firstLoss ?? loss;
  const epochsBlownUp = loss > blownUp * firstLoss ? before.epochsBlownUp + 1 : 0;
  const diverged = !Number.isFinite(loss) || epochsBlownUp >= blownUpEpochs;
  const ending = diverged ? 'diverged' : epoch >= epochs ? 'epochs' : undefined;
  const losses = [...before.losses, loss];
  return { ...before, epoch, steps: before.steps + steps, firstLoss, epochsBlownUp, losses, ending };
}
