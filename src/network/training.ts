import type { Network } from './engine/engine.js';
import { type Plan, stepsPerEpoch } from './plan.js';
import { cycleEnds, ratesForEpoch, type ScheduleName } from './schedule.js';

export interface TrainingOptions {
  readonly network: Network;
  readonly plan: Plan;
  /** Rows that the engine holds. */
  readonly rows: number;
  readonly rate: number;
  readonly schedule: ScheduleName;
  /** The length of the schedule, and the most epochs that are trained. */
  readonly epochs: number;
  /** Epochs already behind a network that was restored from a saved state; default 0. */
  readonly from?: number;
}

export interface EpochResult {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly diverged: boolean;
}

export interface BestSoFar {
  readonly epoch: number;
  readonly score: number;
  readonly weights: Float32Array;
}

/** Why a training is over. */
export type Ending = 'epochs' | 'patience' | 'diverged';

/** Epochs without a better score that are always borne. */
const leastPatience = 20;
/** A loss this many times the first epoch's, so many epochs in a row, has blown up. */
const blownUp = 10;
const blownUpEpochs = 3;

/**
 * Trains one network epoch by epoch: `next()`, then `judge(score)` with what the caller measured on the validation rows, until `ending` is set.
 * The weights of the best score are kept.
 *
 * Patience. Under `constant` training ends when the best score is 20 epochs old plus half the best epoch's number (AutoGluon's rule). Under
 * `cycles` the score worsens whenever a cycle begins, so it is asked only at the end of a cycle: training ends when that whole cycle, and the last 20
 * epochs, brought nothing better. A cycle is at least half of all that came before and itself, so this is never less patient.
 */
export class Training {
  readonly #options: TrainingOptions;
  readonly #rates: Float32Array;
  readonly #ends: readonly number[];
  #epoch: number;
  #firstLoss: number | undefined;
  #epochsBlownUp = 0;
  #best: BestSoFar | undefined;
  #ending: Ending | undefined;

  constructor(options: TrainingOptions) {
    this.#options = options;
    this.#rates = new Float32Array(stepsPerEpoch(options.rows, options.plan.batchSize));
    this.#ends = cycleEnds(options.epochs);
    this.#epoch = options.from ?? 0;
  }

  /** The best judged epoch; absent before the first `judge`. */
  get best(): BestSoFar | undefined {
    return this.#best;
  }

  /** Why nothing is left to train; absent while there is. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** Trains one epoch. Once it has diverged, or all epochs are done, there is no next one. */
  next(): EpochResult {
    const { network, schedule, rate, epochs } = this.#options;
    if (this.#ending !== undefined)
      throw new Error(`training is over (${this.#ending}): there is no next epoch.`);
    ratesForEpoch(schedule, rate, { epoch: this.#epoch, epochs }, this.#rates);
    const loss = network.epoch(this.#rates);
    this.#epoch += 1;
    const diverged = this.#hasDiverged(loss);
    if (diverged) this.#ending = 'diverged';
    else if (this.#epoch >= epochs) this.#ending = 'epochs';
    return { epoch: this.#epoch, loss, diverged };
  }

  /** Takes the score of the weights as they are now; smaller is better, NaN means diverged. */
  judge(score: number) {
    if (Number.isNaN(score)) this.#ending = 'diverged';
    if (this.#ending === 'diverged') return;
    if (this.#best === undefined || score < this.#best.score) {
      this.#best = { epoch: this.#epoch, score, weights: this.#options.network.weights() };
    }
    if (this.#ending === undefined && this.#isOutOfPatience(this.#best.epoch)) this.#ending = 'patience';
  }

  #isOutOfPatience(bestEpoch: number): boolean {
    const age = this.#epoch - bestEpoch;
    if (age < leastPatience) return false;
    if (this.#options.schedule === 'constant') return age >= leastPatience + bestEpoch / 2;
    const cycle = this.#ends.indexOf(this.#epoch);
    return cycle > 0 && bestEpoch <= this.#ends[cycle - 1];
  }

  #hasDiverged(loss: number): boolean {
    this.#firstLoss ??= loss;
    this.#epochsBlownUp = loss > blownUp * this.#firstLoss ? this.#epochsBlownUp + 1 : 0;
    return !Number.isFinite(loss) || this.#epochsBlownUp >= blownUpEpochs;
  }
}
