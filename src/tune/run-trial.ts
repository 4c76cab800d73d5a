import { sum } from '../math/statistics.js';
import { direction } from '../model/metrics.js';
import type { Engine } from '../network/engine/engine.js';
import { unitHealth } from '../network/probe/units.js';
import { asCost } from '../study/direction.js';
import { Lane } from './lane.js';
import type { OpenBlocks } from './part-rows.js';
import { partScores, type TrialScorer, trialScorer } from './part-score.js';
import type { EpochReport, Part, TrainedPart, TrialJob, TrialOutcome } from './runner.js';
import { recipeOf, type TargetScale } from './setting.js';
import { type TrainLooks, trainLooks } from './train-look.js';
import { hashOfWeights } from './weight-hash.js';
import { worstShare } from './worst-share.js';

export interface TrialRun {
  readonly job: TrialJob;
  readonly parts: readonly Part[];
  /** One engine for each part trained in step; engines are kept from trial to trial. */
  engineFor(index: number): Engine;
  /** Opens parts whose rows are on a disk; absent where there is none. */
  readonly openBlocks?: OpenBlocks;
  onEpochs(reports: readonly EpochReport[]): void;
  onRung(reports: readonly EpochReport[]): Promise<string | undefined>;
  /** The reason why it should end now, if there is one. */
  stopRequested(): string | undefined;
}

/** Milliseconds between messages and looks at what has been asked for. */
const breath = 50;

/** Trains a job from its first weights, or from where it was paused, to its end, a pause, a rung's verdict, a request to stop, or divergence. */
export async function runTrial(run: TrialRun): Promise<TrialOutcome> {
  const began = performance.now();
  const { job, openBlocks } = run;
  const lanes: Lane[] = [];
  try {
    run.parts.forEach((part, index) => {
      lanes.push(new Lane({ job, part, engine: run.engineFor(index), index, openBlocks }));
    });
    return await trainAll(run, lanes, began);
  } finally {
    for (const lane of lanes) lane.close();
  }
}

async function trainAll(run: TrialRun, lanes: readonly Lane[], began: number): Promise<TrialOutcome> {
  const { from } = run.job;
  const reports: EpochReport[] = [...(from?.reports ?? [])];
  const { targetScale } = recipeOf(run.job.setting, run.parts[0]!);
  const looks = trainLooks(run.parts, targetScale, run.job);
  const ending = await trainLanes({ ...run, looks, targetScale }, lanes, reports);
  const seconds = () => (from?.seconds ?? 0) + (performance.now() - began) / 1000;
  // Before `bestOf`, which looks at the networks with their best weights.
  const left = ending.state === 'paused' ? lanes.map((lane) => lane.paused()) : undefined;
  const trained = lanes.map((lane) => lane.trained());
  return {
    ...ending,
    reports,
    best: bestOf(lanes, looks, ending, reports, trained),
    trained,
    hash: hashOfWeights(trained),
    seconds: seconds(),
    rowsPerSecond: rowsPerSecond(lanes),
    ...(left && { paused: { reports, seconds: seconds(), lanes: left } }),
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
  const predictions = trained.map((each) => each.predictions);
  const targets = partScores(parts, predictions);
  const known = { epoch: best.epoch, value, targets, worstShare: worstShare(parts, predictions) };
  if (ending.state === 'diverged' || !looks.isWorth(reports.length)) return known;
  for (const { network, training } of lanes) network.setWeights(training.best!.weights);
  return { ...known, train: look(lanes, looks), units: unitHealth(lanes[0]!.network, looks.probe) };
}

const look = (lanes: readonly Lane[], looks: TrainLooks) =>
  looks.score((index, inputs) => lanes[index]!.network.predict(inputs));

function rowsPerSecond(lanes: readonly Lane[]): number | undefined {
  const rows = sum(lanes.map(({ passed }) => passed));
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
  let told = reports.length;
  let lastBreath = performance.now();
  const tell = () => {
    if (told < reports.length) run.onEpochs(reports.slice(told));
    told = reports.length;
  };

  for (let epoch = reports.length + 1; epoch <= last; epoch++) {
    const report = trainEpoch(lanes, scorer, epoch);
    const looksNow = looks.due.has(epoch) && Number.isFinite(report.value);
    reports.push(looksNow ? { ...report, train: look(lanes, looks) } : report);
    const ended = lanes.find(({ training }) => training.ending !== undefined)?.training.ending;
    if (ended !== undefined || epoch === last) {
      tell();
      if (ended === 'diverged') return { state: 'diverged', reason: blowUp(lanes, epoch) };
      return { state: 'complete', reason: ended === 'patience' ? 'validation stopped improving' : undefined };
    }
    if (epoch === job.until) {
      tell();
      return { state: 'paused' };
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

/** One epoch on every part; the value is the metric over all validation rows, NaN when a part blew up. */
function trainEpoch(lanes: readonly Lane[], scorer: TrialScorer, epoch: number): EpochReport {
  let loss = 0;
  let sound = true;
  lanes.forEach((lane, index) => {
    const result = lane.next(epoch);
    loss += result.loss / lanes.length;
    sound &&= !result.diverged && scorer.take(index, lane.network.predict(lane.part.validationInputs));
  });
  const value = sound ? scorer.score() : Number.NaN;
  const cost = asCost(value, direction(lanes[0]!.part.measure.metric));
  lanes.forEach((lane, index) => {
    lane.training.judge(cost);
    if (lane.training.best?.epoch === epoch) lane.bestPredictions = scorer.predictions(index);
  });
  return { epoch, loss, value, motion: lanes[0]!.motion.after(lanes[0]!.network) };
}

function blowUp(lanes: readonly Lane[], epoch: number): string {
  const step = lanes.map(({ training }) => training.progress.brokenStep).find((each) => each !== undefined);
  return `the loss blew up in epoch ${epoch}${step === undefined ? '' : `, step ${step}`}`;
}

/** Lets messages in; a macrotask, for a resolved promise would not. */
const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
