import { type NoiseReading, readNoise } from '../insight/probe/noise-reading.js';
import { type RangeCurve, type RateReading, readRates } from '../insight/probe/rate-reading.js';
import type { Engine } from '../network/engine/engine.js';
import type { Setting } from '../space/parameter.js';
import { heldToRows } from './asked-setting.js';
import type { Prepared } from './prepare.js';
import { judgedRows, noiseAlong, type ProbeJob, rangeTests } from './probe-network.js';
import { recipeOf } from './setting.js';

export interface LrFindJob {
  readonly prepared: Prepared;
  readonly engine: Engine;
  readonly seed: number;
  readonly setting: Setting;
  /** Whether the setting's own rate was chosen: it is then trained with where gradients are looked at; otherwise the one that is found. */
  readonly keepsRate: boolean;
  /** Range tests from as many first weights. */
  readonly tests: number;
  readonly onTest?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** What range tests and gradients say of a setting's learning rate and mini-batch size. */
export interface LrFound {
  /** With the batch that was stepped with. */
  readonly setting: Setting;
  /** The study whose setting it is, and the trial that had it. */
  readonly study?: string;
  readonly trial?: number;
  readonly remark?: string;
  /** Training rows that were stepped through. */
  readonly rows: number;
  /** The setting's own rate, where it was chosen and is no rule of thumb. */
  readonly ownRate?: number;
  readonly rate: RateReading;
  /** Absent when it was interrupted. */
  readonly noise?: NoiseReading;
}

/** Rows that the training whose gradients are looked at passes through, and its epochs at least and at most. */
const noiseRows = 1e6;
const [fewestEpochs, mostEpochs] = [4, 60];

/** Tests learning rates from several first weights, then looks at the gradients of a short training. On this thread; nothing is stored. */
export async function lrFind(job: LrFindJob): Promise<LrFound> {
  const { part } = job.prepared.part(0);
  const { setting, remark } = heldToRows(job.setting, part.rows);
  const probe = { part, engine: job.engine, setting, seed: job.seed };
  const curves = await curvesOf(probe, job);
  const rate = readRates(curves, judgedRows(part, recipeOf(setting, part).plan));
  const ownRate = job.keepsRate && { ownRate: Number(setting.learning_rate) };
  const found = { setting, ...(remark && { remark }), ...ownRate, rows: part.rows, rate };
  if (job.signal?.aborted) return found;
  const along = noiseAlong(withRate(probe, rate, job.keepsRate), epochsFor(part.rows));
  return { ...found, noise: readNoise(along, { batchSize: Number(setting.batch_size), rows: part.rows }) };
}

/** At least one test is made, however early it is interrupted. */
async function curvesOf(probe: ProbeJob, { tests, onTest, signal }: LrFindJob): Promise<RangeCurve[]> {
  const curves: RangeCurve[] = [];
  for (const curve of rangeTests(probe, tests)) {
    curves.push(curve);
    onTest?.(curves.length);
    // A signal is heard between tests alone.
    await new Promise((resolve) => setTimeout(resolve));
    if (signal?.aborted) break;
  }
  return curves;
}

function withRate(probe: ProbeJob, { steepest }: RateReading, keeps: boolean): ProbeJob {
  if (keeps || steepest?.rate === undefined) return probe;
  return { ...probe, setting: { ...probe.setting, learning_rate: steepest.rate } };
}

const epochsFor = (rows: number) =>
  Math.round(Math.min(mostEpochs, Math.max(fewestEpochs, noiseRows / Math.min(rows, 100_000))));
