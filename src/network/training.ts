import { courses, type Fades } from './course.js';
import type { Course, Network } from './engine/engine.js';
import { type Plan, stepsPerEpoch } from './plan.js';
import { afterScore, freshPlateau, type PlateauState } from './schedule/plateau.js';
import {
  checkSchedule,
  type EpochPlace,
  plateauOf,
  ratesForEpoch,
  rests,
  type Schedule,
} from './schedule/schedule.js';

export interface TrainingOptions {
  readonly network: Network;
  readonly plan: Plan;
  /** Rows of an epoch. */
  readonly rows: number;
  readonly rate: number;
  readonly schedule: Schedule;
  /** How weight decay and dropout change; absent: they do not. */
  readonly fades?: Fades;
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
  /** Under a schedule that reduces on plateaus. */
  readonly plateau?: PlateauState;
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
 * Patience. Under a schedule that never comes to rest training ends when the best score is 20 epochs old plus half the best epoch's number
 * (AutoGluon's rule). Under one that comes to rest the score worsens whenever the rate goes up again, so it is
 * asked only where it rests: training ends when all since the rest before, and the last 20 epochs, brought nothing better. A cycle of `cycles` is at least
 * half of all that came before and itself, so this is never less patient.
 */
export class Training {
  #options: TrainingOptions;
  #rates: Float32Array;
  #course: (place: EpochPlace) => Course;
  readonly #ends: readonly number[] | undefined;
  #progress: Progress;

  constructor(options: TrainingOptions) {
    for (const schedule of [options.schedule, ...Object.values(options.fades ?? {})]) checkSchedule(schedule);
    this.#options = options;
    this.#rates = ratesFor(options);
    this.#course = coursesFor(options);
    this.#ends = rests(options.schedule, options.epochs);
    this.#progress = options.from ?? { epoch: 0, epochsBlownUp: 0 };
  }

  /** Goes on with more or fewer rows in an epoch, and the network that has them: the state of the one before, under a handle of its own. */
  goOnWith(network: Network, rows: number) {
    this.#options = { ...this.#options, network, rows };
    this.#rates = ratesFor(this.#options);
    this.#course = coursesFor(this.#options);
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
    const { epoch, plateau } = this.#progress;
    const place = { epoch, epochs, reduced: plateau?.reduced };
    ratesForEpoch(schedule, rate, place, this.#rates);
    const loss = network.epoch(this.#rates, this.#course(place));
    this.#progress = afterEpoch(this.#progress, loss, epochs);
    return { epoch: this.#progress.epoch, loss, diverged: this.ending === 'diverged' };
  }

  /** Takes the score of the weights as they are now; smaller is better, NaN means diverged. */
  judge(score: number) {
    if (Number.isNaN(score)) this.#progress = { ...this.#progress, ending: 'diverged' };
    if (this.ending === 'diverged') return;
    if (this.best === undefined || score < this.best.score) this.#keep(score);
    this.#reduce(score);
    if (this.ending === undefined && this.#isOutOfPatience()) {
      this.#progress = { ...this.#progress, ending: 'patience' };
    }
  }

  #keep(score: number) {
    const best = { epoch: this.#progress.epoch, score, weights: this.#options.network.weights() };
    this.#progress = { ...this.#progress, best };
  }

  #reduce(score: number) {
    const rule = plateauOf(this.#options.schedule);
    if (rule === undefined) return;
    const plateau = afterScore(rule, this.#progress.plateau ?? freshPlateau, score);
    this.#progress = { ...this.#progress, plateau };
  }

  #isOutOfPatience(): boolean {
    const { epoch, best } = this.#progress;
    const bestEpoch = best?.epoch ?? 0;
    const age = epoch - bestEpoch;
    if (age < leastPatience) return false;
    if (this.#ends === undefined) return age >= leastPatience + bestEpoch / 2;
    const cycle = this.#ends.indexOf(epoch);
    return cycle > 0 && bestEpoch <= this.#ends[cycle - 1];
  }
}

const ratesFor = ({ rows, plan }: TrainingOptions) => new Float32Array(stepsPerEpoch(rows, plan.batchSize));

const coursesFor = ({ plan, rows, fades = {} }: TrainingOptions) =>
  courses(plan, fades, stepsPerEpoch(rows, plan.batchSize));

function afterEpoch(before: Progress, loss: number, epochs: number): Progress {
  const epoch = before.epoch + 1;
  const firstLoss = before.firstLoss ?? loss;
  const epochsBlownUp = loss > blownUp * firstLoss ? before.epochsBlownUp + 1 : 0;
  const diverged = !Number.isFinite(loss) || epochsBlownUp >= blownUpEpochs;
  const ending = diverged ? 'diverged' : epoch >= epochs ? 'epochs' : undefined;
  return { ...before, epoch, firstLoss, epochsBlownUp, ending };
}
