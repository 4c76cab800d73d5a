import { sum } from '../math/statistics.js';
import { direction } from '../model/metrics.js';
import type { Engine, Network } from '../network/engine/engine.js';
import { Training } from '../network/training.js';
import { asCost } from '../study/direction.js';
import { partScores, type TrialScorer, trialScorer } from './part-score.js';
import type { EpochReport, Part, TrainedPart, TrialJob, TrialOutcome } from './runner.js';
import { recipeOf, type TargetScale } from './setting.js';
import { type TrainLooks, trainLooks } from './train-look.js';
import { hashOfWeights } from './weight-hash.js';

export interface TrialRun {
  readonly job: TrialJob;
  readonly parts: readonly Part[];
  /** One engine for each part trained in step; engines are kept from trial to trial. */
  engineFor(index: number): Engine;
  onEpochs(reports: readonly EpochReport[]): void;
  onRung(reports: readonly EpochReport[]): Promise<string | undefined>;
  /** The reason why it should end now, if there is one. */
  stopRequested(): string | undefined;
}

/** Milliseconds between messages and looks at what has been asked for. */
const breath = 50;

/** Trains a job from its first weights to its end, a rung's verdict, a request to stop, or divergence. */
export async function runTrial(run: TrialRun): Promise<TrialOutcome> {
  const began = performance.now();
  const lanes = run.parts.map((part, index) => newLane(run.job, part, run.engineFor(index), index));
  const reports: EpochReport[] = [];
  const { targetScale } = recipeOf(run.job.setting, run.parts[0]!);
  const looks = trainLooks(run.parts, targetScale, run.job.epochs);
  const ending = await trainLanes({ ...run, looks, targetScale }, lanes, reports);
  const trained = lanes.map(trainedPart);
  return {
    ...ending,
    reports,
    best: bestOf(lanes, looks, ending, reports, trained),
    trained,
    hash: hashOfWeights(trained),
    seconds: (performance.now() - began) / 1000,
    rowsPerSecond: rowsPerSecond(lanes, reports.length),
  };
}

/** The best epoch, if one ended: its score as the metric has it, what each of several targets scored, and the score on training rows. */
function bestOf(
  lanes: readonly Lane[],
  looks: TrainLooks,
  ending: Ending,
  reports: readonly EpochReport[],
  trained: readonly TrainedPart[],
): TrialOutcome['best'] {
  const { best } = lanes[0]!.training;
  if (best === undefined) return undefined;
  const parts = lanes.map(({ part }) => part);
  const value = asCost(best.score, direction(parts[0]!.measure.metric));
  const targets = partScores(
    parts,
    trained.map(({ predictions }) => predictions),
  );
  const known = { epoch: best.epoch, value, targets };
  if (ending.state === 'diverged' || !looks.isWorth(reports.length)) return known;
  for (const { network, training } of lanes) network.setWeights(training.best!.weights);
  return { ...known, train: look(lanes, looks) };
}

const look = (lanes: readonly Lane[], looks: TrainLooks) =>
  looks.score((index, inputs) => lanes[index]!.network.predict(inputs));

function rowsPerSecond(lanes: readonly Lane[], epochs: number): number | undefined {
  const rows = sum(lanes.map(({ part }) => part.rows)) * epochs;
  const seconds = sum(lanes.map((lane) => lane.milliseconds)) / 1000;
  return seconds > 0 ? rows / seconds : undefined;
}

type Ending = Pick<TrialOutcome, 'state' | 'reason'>;

interface LaneRun extends TrialRun {
  readonly looks: TrainLooks;
  readonly targetScale: TargetScale;
}

async function trainLanes(run: LaneRun, lanes: readonly Lane[], reports: EpochReport[]): Promise<Ending> {
  const { job, looks } = run;
  const scorer = trialScorer(run.parts, run.targetScale);
  const last = job.endAt ?? job.epochs;
  let told = 0;
  let lastBreath = performance.now();
  const tell = () => {
    if (told < reports.length) run.onEpochs(reports.slice(told));
    told = reports.length;
  };

  for (let epoch = 1; epoch <= last; epoch++) {
    const report = trainEpoch(lanes, scorer, epoch);
    const looksNow = looks.due.has(epoch) && Number.isFinite(report.value);
    reports.push(looksNow ? { ...report, train: look(lanes, looks) } : report);
    const ended = lanes.find(({ training }) => training.ending !== undefined)?.training.ending;
    if (ended !== undefined || epoch === last) {
      tell();
      if (ended === 'diverged') return { state: 'diverged', reason: `the loss blew up in epoch ${epoch}` };
      return { state: 'complete', reason: ended === 'patience' ? 'validation stopped improving' : undefined };
    }
    let reason: string | undefined;
    if (job.rungs.includes(epoch)) {
      tell();
      reason = await run.onRung(reports);
    } else if (performance.now() - lastBreath > breath) {
      tell();
      await nextTurn();
      lastBreath = performance.now();
    }
    reason ??= run.stopRequested();
    if (reason !== undefined) return { state: 'stopped', reason };
  }
  return { state: 'complete' };
}

/** One part's network in training, with what the best weights say of the validation rows. */
interface Lane {
  readonly part: Part;
  readonly network: Network;
  readonly training: Training;
  bestPredictions: Float64Array;
  /** Spent on training alone. */
  milliseconds: number;
}

/** Networks of one trial differ from part to part, and from those of other trials. */
const streamsPerTrial = 0x1000000;

function newLane(job: TrialJob, part: Part, engine: Engine, index: number): Lane {
  const { plan, rate, schedule, targetScale } = recipeOf(job.setting, part);
  const { rows, trainInputs: inputs, trainWeights: weights } = part;
  engine.load({ rows, inputs, targets: part.trainTargets[targetScale]!, weights });
  const trial = (job.seed.trial + index * streamsPerTrial) >>> 0;
  const network = engine.network(plan, { seed: job.seed.seed, trial });
  return {
    part,
    network,
    training: new Training({ network, plan, rows: part.rows, rate, schedule, epochs: job.epochs }),
    bestPredictions: new Float64Array(0),
    milliseconds: 0,
  };
}

/** One epoch on every part; the value is the metric over all validation rows, NaN when a part blew up. */
function trainEpoch(lanes: readonly Lane[], scorer: TrialScorer, epoch: number): EpochReport {
  let loss = 0;
  let sound = true;
  lanes.forEach((lane, index) => {
    const { network, training, part } = lane;
    const began = performance.now();
    const result = training.next();
    lane.milliseconds += performance.now() - began;
    loss += result.loss / lanes.length;
    sound &&= !result.diverged && scorer.take(index, network.predict(part.validationInputs));
  });
  const value = sound ? scorer.score() : Number.NaN;
  const cost = asCost(value, direction(lanes[0]!.part.measure.metric));
  lanes.forEach((lane, index) => {
    lane.training.judge(cost);
    if (lane.training.best?.epoch === epoch) lane.bestPredictions = scorer.predictions(index);
  });
  return { epoch, loss, value };
}

function trainedPart({ part, training, bestPredictions }: Lane): TrainedPart {
  const weights = training.best?.weights ?? new Float32Array(0);
  return { part: part.id, weights, predictions: bestPredictions };
}

/** Lets messages in; a macrotask, for a resolved promise would not. */
const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
