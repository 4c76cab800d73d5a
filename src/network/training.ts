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
  /** The `progress` of the training that this one continues, whose network was restored from its saved state. */
  readonly from?: Progress;
}

/** What a training remembers beside its network: plain data, so that it can be kept with the network's saved state. */
export interface Progress {
  readonly epoch: number;
  readonly firstLoss?: number;
  readonly epochsBlownUp: number;
  readonly best?: BestSoFar;
  readonly ending?: Ending;
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
 * Trains one network epoch by epoch: `next()`, then `judge(score)` with what the caller measured on the validation rows,
 * until `ending` is set. The weights of the best score are kept.
 *
 * Patience. Under `constant` training ends when the best score is 20 epochs old plus half the best epoch's number
 * (AutoGluon's rule). Under `cycles` the score worsens whenever a cycle begins, so it is asked only at the end of a cycle:
 * training ends when that whole cycle, and the last 20 epochs, brought nothing better. A cycle is at least half of all
 * that came before and itself, so this is never less patient.
 */
export class Training {
  readonly #options: TrainingOptions;
  readonly #rates: Float32Array;
  readonly #ends: readonly number[];
  #progress: Progress;

  constructor(options: TrainingOptions) {
    this.#options = options;
    this.#rates = new Float32Array(stepsPerEpoch(options.rows, options.plan.batchSize));
    this.#ends = cycleEnds(options.epochs);
    this.#progress = options.from ?? { epoch: 0, epochsBlownUp: 0 };
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** The best judged epoch; absent before the first `judge`. */
  get best(): BestSoFar | undefined {
    return this.#progress.best;
  }

  /** Why nothing is left to train; absent while there is. */
  get ending(): Ending | undefined {
    return this.#progress.ending;
  }

  /** Trains one epoch. Once it has ended there is no next one, and asking for it throws. */
  next(): EpochResult {
    if (this.ending !== undefined)
      throw new Error(`training is over (${this.ending}): there is no next epoch.`);
    const { network, schedule, rate, epochs } = this.#options;
    ratesForEpoch(schedule, rate, { epoch: this.#progress.epoch, epochs }, this.#rates);
    const loss = network.epoch(this.#rates);
    this.#progress = afterEpoch(this.#progress, loss, epochs);
    return { epoch: this.#progress.epoch, loss, diverged: this.ending === 'diverged' };
  }

  /** Takes the score of the weights as they are now; smaller is better, NaN means diverged. */
  judge(score: number) {
    if (Number.isNaN(score)) this.#progress = { ...this.#progress, ending: 'diverged' };
    if (this.ending === 'diverged') return;
    if (this.best === undefined || score < this.best.score) this.#keep(score);
    if (this.ending === undefined && this.#isOutOfPatience()) {
      this.#progress = { ...this.#progress, ending: 'patience' };
    }
  }

  #keep(score: number) {
    const best = { epoch: this.#progress.epoch, score, weights: this.#options.network.weights() };
    this.#progress = { ...this.#progress, best };
  }

  #isOutOfPatience(): boolean {
    const { epoch, best } = this.#progress;
    const bestEpoch = best?.epoch ?? 0;
    const age = epoch - bestEpoch;
    if (age < leastPatience) return false;
    if (this.#options.schedule === 'constant') return age >= leastPatience + bestEpoch / 2;
    const cycle = this.#ends.indexOf(epoch);
    return cycle > 0 && bestEpoch <= this.#ends[cycle - 1];
  }
}

function afterEpoch(before: Progress, loss: number, epochs: number): Progress {
  const epoch = before.epoch + 1;
  const firstLoss = before.firstLoss ?? loss;
  const epochsBlownUp = loss > blownUp * firstLoss ? before.epochsBlownUp + 1 : 0;
  const diverged = !Number.isFinite(loss) || epochsBlownUp >= blownUpEpochs;
  const ending = diverged ? 'diverged' : epoch >= epochs ? 'epochs' : undefined;
  return { ...before, epoch, firstLoss, epochsBlownUp, ending };
}
