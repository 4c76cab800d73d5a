import type { ExampleBlocks } from '../network/engine/blocks.js';
import type { Engine, Examples, Network, UnitReader } from '../network/engine/engine.js';
import type { Plan } from '../network/plan.js';
import { Training } from '../network/training.js';
import { rungEpochs } from './horizon.js';
import { Motion } from './motion.js';
import { closeRows, type OpenBlocks, rowsOfPart } from './part-rows.js';
import type { Part, PausedLane, TrainedPart, TrialJob } from './runner.js';
import { recipeOf } from './setting.js';

/** Networks of one trial differ from part to part, and from those of other trials. */
const streamsPerTrial = 0x1000000;

export interface LaneOptions {
  readonly job: TrialJob;
  readonly part: Part;
  readonly engine: Engine;
  /** Place of the part among those trained in step. */
  readonly index: number;
  readonly openBlocks?: OpenBlocks;
}

/** One part's network in training, with what the best weights say of the validation rows. */
export class Lane {
  readonly part: Part;
  readonly training: Training;
  bestPredictions: Float64Array = new Float64Array(0);
  /** Spent on training alone. */
  milliseconds = 0;
  /** Rows passed through. */
  passed = 0;
  readonly motion = new Motion();
  readonly #options: LaneOptions;
  readonly #plan: Plan;
  readonly #source: Examples | ExampleBlocks;
  #network: Network & UnitReader;
  #rows: number;
  #wanted: number | undefined;

  constructor(options: LaneOptions) {
    const { job, part, openBlocks, index } = options;
    const from = job.from?.lanes[index];
    const { plan, rate, schedule, fades, targetScale } = recipeOf(job.setting, part, job.epochs);
    this.#options = options;
    this.#plan = plan;
    this.part = part;
    this.#source = rowsOfPart(part, targetScale, openBlocks);
    this.#wanted = this.#rowsAt(from?.training.progress.epoch ?? 1);
    try {
      const { rows, network } = this.#begin();
      this.#rows = rows;
      this.#network = network;
      const course = { plan, rows, rate, schedule, fades, epochs: job.epochs };
      this.training = new Training({ ...course, network, ...(from && { from: from.training }) });
      if (from) this.#goOnFrom(from);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get network(): Network & UnitReader {
    return this.#network;
  }

  /** Trains epoch number `epoch`, counted from 1, with as many rows as the job wants it to have. */
  next(epoch: number) {
    this.#haveRows(this.#rowsAt(epoch));
    const began = performance.now();
    const result = this.training.next();
    this.milliseconds += performance.now() - began;
    this.passed += this.#rows;
    return result;
  }

  #goOnFrom({ predictions, milliseconds, passed }: PausedLane) {
    this.bestPredictions = predictions;
    this.milliseconds = milliseconds;
    this.passed = passed;
    this.motion.after(this.#network);
  }

  /** As it stands, for whoever goes on with it. */
  paused(): PausedLane {
    const { bestPredictions: predictions, milliseconds, passed } = this;
    return { training: this.training.pause(), predictions, milliseconds, passed };
  }

  trained(): TrainedPart {
    const weights = this.training.best?.weights ?? new Float32Array(0);
    return { part: this.part.id, weights, predictions: this.bestPredictions };
  }

  close() {
    closeRows(this.#source);
  }

  /** Gives the engine the rows that are wanted, and takes a new network from it. */
  #begin(): { readonly rows: number; readonly network: Network & UnitReader } {
    const { job, engine, index } = this.#options;
    const trial = (job.seed.trial + index * streamsPerTrial) >>> 0;
    const rows = engine.load(this.#source, { epochRows: this.#wanted });
    return { rows, network: engine.network(this.#plan, { seed: job.seed.seed, trial }) };
  }

  #rowsAt(epoch: number): number | undefined {
    const { epochs, rows = [] } = this.#options.job;
    const stage = rungEpochs(epochs).filter((rung) => rung < epoch).length;
    return rows[Math.min(stage, rows.length - 1)];
  }

  #haveRows(wanted: number | undefined) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    const state = this.#network.save();
    const { rows, network } = this.#begin();
    network.restore(state);
    this.#rows = rows;
    this.#network = network;
    this.training.goOnWith(network, rows);
  }
}
