import { usageError } from '../error.js';
import { type Checkpoint, checkpointBytes, readCheckpoint } from './checkpoint.js';
import { courses, type Fades } from './course.js';
import { canonicalJson } from './engine/canonical.js';
import type { Course, Network } from './engine/engine.js';
import { type Plan, stepsPerEpoch } from './plan.js';
import { afterEpoch, type BestSoFar, type Ending, noProgress, type Progress } from './progress.js';
import { afterScore, freshPlateau } from './schedule/plateau.js';
import {
  checkSchedule,
  type EpochPlace,
  plateauOf,
  ratesForEpoch,
  rests,
  type Schedule,
} from './schedule/schedule.js';
import { checkStopping, isOver, type Stopping, usualStopping } from './stopping/stopping.js';

export interface TrainingOptions {
  readonly network: Network;
  readonly plan: Plan;
  /** Rows of an epoch. */
  readonly rows: number;
  readonly rate: number;
  readonly schedule: Schedule;
  /** How weight decay and dropout change; absent: they do not. */
  readonly fades?: Fades;
  /** When it is over before its last epoch; default `adaptive`. */
  readonly stopping?: Stopping;
  /** The length of the schedule, and the most epochs that are trained. */
  readonly epochs: number;
  /** What the training that this one continues gave as `save` or `pause`; the network is brought to where it stood. */
  readonly from?: Uint8Array | Checkpoint;
}

export interface EpochResult {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly diverged: boolean;
  /** The epoch's first step whose loss was not finite, counted from 1; absent where there was none. */
  readonly brokenStep?: number;
}

/**
 * Trains one network epoch by epoch: `next()`, then `judge(score)` with what the caller measured on the validation rows, until `ending` is
 * set. The weights of the best score are kept. It can be paused between any two steps: `save` has all that continuing needs.
 */
export class Training {
  #options: TrainingOptions;
  #progress: Progress = noProgress;
  #rates!: Float32Array;
  #courseAt!: (place: EpochPlace) => Course;

  constructor(options: TrainingOptions) {
    const { schedule, fades = {}, stopping = usualStopping } = options;
    for (const each of [schedule, ...Object.values(fades)]) checkSchedule(each);
    checkStopping(stopping);
    this.#options = options;
    this.#makeRoom();
    if (options.from) this.#restore(options.from);
  }

  /** Goes on with more or fewer rows in an epoch, and the network that has them: the state of the one before, under a handle of its own. */
  goOnWith(network: Network, rows: number) {
    this.#options = { ...this.#options, network, rows };
    this.#makeRoom();
  }

  #makeRoom() {
    const { rows, plan, fades = {} } = this.#options;
    this.#rates = new Float32Array(stepsPerEpoch(rows, plan.batchSize));
    this.#courseAt = courses(plan, fades, this.#rates.length);
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

  /** Trains one epoch, or what is left of it. Once it has ended there is no next one, and asking for it throws. */
  next(): EpochResult {
    const loss = this.#train();
    const { steps } = this.#progress;
    this.#progress = afterEpoch(this.#progress, loss, this.#rates.length, this.#options.epochs);
    const { brokenStep } = this.#options.network.position;
    if (brokenStep !== undefined) this.#progress = { ...this.#progress, brokenStep: brokenStep - steps };
    const { epoch, brokenStep: broken } = this.#progress;
    return { epoch, loss, diverged: this.ending === 'diverged', ...(broken && { brokenStep: broken }) };
  }

  /** Trains the epoch in progress up to before this step of it (counted from 0); `next` trains the rest. */
  trainTo(step: number) {
    this.#train(step);
  }

  #train(until?: number): number {
    if (this.ending !== undefined)
      throw usageError(`training is over (${this.ending}): there is no next epoch.`);
    const { network, schedule, rate, epochs } = this.#options;
    const { epoch, plateau } = this.#progress;
    const place = { epoch, epochs, reduced: plateau?.reduced };
    ratesForEpoch(schedule, rate, place, this.#rates);
    return network.epoch(this.#rates, { ...this.#courseAt(place), until });
  }

  /** Takes the score of the weights as they are after an epoch; smaller is better, NaN means diverged. */
  judge(score: number) {
    if (Number.isNaN(score)) this.#progress = { ...this.#progress, ending: 'diverged' };
    if (this.ending === 'diverged') return;
    const { epoch, scores } = this.#progress;
    if (scores.length !== epoch - 1)
      throw usageError(`${scores.length} epochs of ${epoch} were judged.`, 'Judge each epoch once.');
    this.#progress = { ...this.#progress, scores: [...scores, score] };
    if (this.best === undefined || score < this.best.score) this.#keep(score);
    this.#reduce(score);
    if (this.ending === undefined && this.#isOver())
      this.#progress = { ...this.#progress, ending: 'patience' };
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

  #isOver(): boolean {
    const { stopping = usualStopping, schedule, epochs } = this.#options;
    const { losses, scores, best } = this.#progress;
    return isOver(stopping, { losses, scores, bestEpoch: best!.epoch, rests: rests(schedule, epochs) });
  }

  /** Gives the network the weights of the best score. */
  restoreBest() {
    if (this.best === undefined)
      throw usageError('no epoch was judged: there are no best weights.', 'Call judge after next.');
    this.#options.network.setWeights(this.best.weights);
  }

  /**
   * The whole training as bytes: weights, optimiser, averages, counters, place in the epoch, best so far, and what schedule and stopping rule
   * remember. One that is begun with them, in any process, goes on with the same bits.
   */
  save(): Uint8Array {
    return checkpointBytes(this.pause());
  }

  /** The same as plain data, for another worker of this process: nothing is hashed, which for a large network takes as long as training it a little. */
  pause(): Checkpoint {
    return { course: this.#course, progress: this.#progress, network: this.#options.network.save() };
  }

  #restore(from: Uint8Array | Checkpoint) {
    const { course, progress, network } = from instanceof Uint8Array ? readCheckpoint(from) : from;
    const [found, wanted] = [course, this.#course].map(canonicalJson);
    if (found !== wanted)
      throw usageError(
        `a saved training of ${found} cannot go on as ${wanted}.`,
        'Continue it with the options that it had.',
      );
    this.#options.network.restore(network);
    this.#progress = progress;
  }

  /** What the bits depend on beside the network. */
  get #course() {
    const { rows, rate, schedule, fades, stopping = usualStopping, epochs } = this.#options;
    return { rows, rate, schedule, fades, stopping, epochs };
  }
}
