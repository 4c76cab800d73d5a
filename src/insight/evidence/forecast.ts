import { exp, log } from '../../math/elementary.js';
import { sum } from '../../math/statistics.js';
import { asCost, bestValue } from '../../study/direction.js';
import { epochsTrained, isScored } from '../../study/outcome.js';
import type { Direction, Trial } from '../../study/trial.js';
import { type Line, lineThrough } from './line.js';
import type { Look, Score } from './score.js';

// What a trial that was stopped would have come to, from those that went on. Training is cut into stages at the points where trials were stopped;
// from one stage to the next a straight line leads (line.ts), and variances add up along the way. A stopping rule sees a stage's beginning only, so those that went on are a fair
// sample given how they stood there, and no stage's line is bent by what the rule kept. Who was still falling at a stage's end goes on as those that were falling there too, and who had
// come to rest as those that had: the one mostly falls on, by as much as is usual in the study, the other hardly ever does. On logarithms where all costs are positive and lines fit
// better there: errors mostly differ by factors.

export interface Forecaster {
  /** What a trial would have come to; undefined without a report before the end of the first stage, or where too few went on. */
  end(trial: Trial): Pick<Score, 'cost' | 'deviation' | 'trained'> | undefined;
  /** What it was foreseen to come to at the end of each stage that it came to. */
  looks(trial: Trial): Look[];
}

/** More stages than this are more lines than few trials can carry. */
const mostStages = 6;
/** Stages' ends nearer than this, as a share of a training, are one. */
const nearShare = 0.02;
/** Without it seven in ten, not nine in ten, of nominal 90 % intervals held what stopped trials of 14 studies came to when they were trained on (bench/insight/forecasts.mjs). */
const wider = 2;
/** A trial is falling as long as its best report is in the last tenth of them. */
const fallingFrom = 0.9;
/** With fewer passages of those that were falling, or at rest, there too, those of all trials are taken. */
const fewestAlike = 5;

/** A forecaster that has learnt from the curves of these trials. */
export function forecaster(trials: readonly Trial[], direction: Direction): Forecaster {
  const horizon = horizonOf(trials);
  const read = readerOf(trials, direction, horizon);
  const known = trials.filter(({ state }) => state !== 'diverged' && state !== 'failed');
  const ends = stageEnds(known.flatMap((trial) => (isScored(trial) ? [] : shareTrained(trial, horizon))));
  const isFalling = fallingOf(direction, horizon);
  const paths = known.map((trial) => ({
    costs: [...ends, 1].map((share) => read(trial, share)),
    wasFalling: ends.map((share) => isFalling(trial, share)),
  }));
  const scale = scaleOf(paths);
  const { there, back, stretch } = scale;
  const linesAfter = linesOn(scale, paths);
  const from = (trial: Trial, stage: number) => {
    const start = stage < 0 ? undefined : read(trial, ends[stage]!);
    return start === undefined
      ? undefined
      : follow(linesAfter(stage, isFalling(trial, ends[stage]!)), there(start));
  };
  const stageOf = (trained: number) => lastIndexBelow(ends, trained + 1e-9);
  const trainedOf = (trial: Trial) => Math.min(0.999, shareTrained(trial, horizon)[0] ?? 0);
  return {
    end(trial) {
      const trained = trainedOf(trial);
      const end = from(trial, stageOf(trained));
      if (end === undefined) return undefined;
      const cost = back(end.mean);
      return { cost, deviation: wider * Math.sqrt(end.variance) * stretch(cost), trained };
    },
    looks: (trial) =>
      ends.slice(0, stageOf(trainedOf(trial)) + 1).flatMap((trained, stage) => {
        const end = from(trial, stage);
        return end === undefined ? [] : [{ cost: back(end.mean), trained }];
      }),
  };
}

/** Costs at the ends of stages and of training, and whether a trial was falling at each stage's end. */
interface Path {
  readonly costs: readonly (number | undefined)[];
  readonly wasFalling: readonly boolean[];
}

/** A scale on which lines are drawn: the way there and back, how much wider a small step is back in costs, and the log of that. */
interface Scale {
  readonly there: (cost: number) => number;
  readonly back: (place: number) => number;
  readonly stretch: (cost: number) => number;
  readonly logStretch: (cost: number) => number;
}

const plain: Scale = { there: (cost) => cost, back: (place) => place, stretch: () => 1, logStretch: () => 0 };
const logarithmic: Scale = { there: log, back: exp, stretch: (cost) => cost, logStretch: log };

/** The scale on which lines through the passages of all trials fit better. */
function scaleOf(paths: readonly Path[]): Scale {
  const stages = Array.from({ length: paths[0]?.wasFalling.length ?? 0 }, (_, stage) =>
    passagesOf(paths, stage),
  );
  if (!stages.every((passages) => passages.every(([from, to]) => from > 0 && to > 0))) return plain;
  return fitOf(logarithmic, stages) > fitOf(plain, stages) ? logarithmic : plain;
}

/** Log likelihood of the stages' ends, up to a constant that all scales share. */
const fitOf = (scale: Scale, stages: readonly (readonly Passage[])[]): number =>
  sum(
    stages.map((passages) => {
      const line = lineOn(scale, passages);
      return line === undefined ? 0 : line.fit - sum(passages.map(([, to]) => scale.logStretch(to)));
    }),
  );

const lineOn = ({ there }: Scale, passages: readonly Passage[]) =>
  lineThrough(passages.map(([from, to]) => [there(from), there(to)]));

/** The lines from a stage's end on, through the passages of trials that were falling there, or that were not. */
function linesOn(scale: Scale, paths: readonly Path[]) {
  const known = new Map<string, readonly (Line | undefined)[]>();
  return (first: number, falling: boolean): readonly (Line | undefined)[] => {
    const key = `${first} ${falling}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const alike = paths.filter(({ wasFalling }) => wasFalling[first] === falling);
    const stages = paths[0]!.wasFalling.length;
    const lines = Array.from({ length: stages - first }, (_, i) => {
      const own = passagesOf(alike, first + i);
      return lineOn(scale, own.length < fewestAlike ? passagesOf(paths, first + i) : own);
    });
    known.set(key, lines);
    return lines;
  };
}

function follow(
  lines: readonly (Line | undefined)[],
  start: number,
): { mean: number; variance: number } | undefined {
  let [mean, variance] = [start, 0];
  for (const line of lines) {
    if (line === undefined) return undefined;
    const next = line.at(mean);
    mean = next.mean;
    variance = line.slope * line.slope * variance + next.variance;
  }
  return { mean, variance };
}

/** A cost at a stage's end, and at the next one's. */
type Passage = readonly [from: number, to: number];

const passagesOf = (paths: readonly Path[], stage: number): Passage[] =>
  paths.flatMap(({ costs }) => {
    const [from, to] = [costs[stage], costs[stage + 1]];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });

/** Where stages end: the shares of training at which trials ended early, those near each other as one; at most six of them, evenly among the trials. */
function stageEnds(shares: readonly number[]): number[] {
  const sorted = [...shares].sort((a, b) => a - b);
  const ends: number[] = [];
  for (const share of sorted)
    if (share - (ends.at(-1) ?? Number.NEGATIVE_INFINITY) > nearShare) ends.push(share);
  if (ends.length <= mostStages) return ends;
  const thinned = Array.from(
    { length: mostStages },
    (_, i) => sorted[Math.floor((i * sorted.length) / mostStages)]!,
  );
  return [...new Set(thinned)];
}

function lastIndexBelow(rising: readonly number[], value: number): number {
  let index = -1;
  while (index + 1 < rising.length && rising[index + 1]! <= value) index += 1;
  return index;
}

/** How many epochs a whole training of each trial is: told with the trial, or as many as the longest of all. */
function horizonOf(trials: readonly Trial[]): (trial: Trial) => number {
  let longest = 0;
  for (const trial of trials) longest = Math.max(longest, epochsTrained(trial));
  return ({ facts }) => {
    const told = Number(facts.horizon);
    return told > 0 ? told : longest;
  };
}

/** The share of a whole training that a trial has had; nothing before its first report. */
function shareTrained(trial: Trial, horizon: (trial: Trial) => number): number[] {
  const epochs = epochsTrained(trial);
  return epochs > 0 ? [Math.min(1, epochs / horizon(trial))] : [];
}

/**
 * The cost that a trial stood at after a share of its training: of its last report until then, or the best one where complete trials' values are those of
 * their best reports. A complete trial's end is its value, wherever it ended.
 */
function readerOf(trials: readonly Trial[], direction: Direction, horizon: (trial: Trial) => number) {
  const keepsBest = valuesAreBest(trials, direction);
  return (trial: Trial, share: number): number | undefined => {
    if (isScored(trial) && (share === 1 || share * horizon(trial) > epochsTrained(trial)))
      return asCost(trial.value, direction);
    const until = share * horizon(trial) + 1e-9;
    if (epochsTrained(trial) <= until - 1) return undefined;
    let cost: number | undefined;
    for (const { epoch, value } of trial.intermediate) {
      if (epoch > until) break;
      if (!Number.isFinite(value)) continue;
      const own = asCost(value, direction);
      cost = keepsBest && cost !== undefined ? Math.min(cost, own) : own;
    }
    return cost;
  };
}

/** Whether a trial's best report until a share of its training is among the last of them; a complete trial is at rest after its end. */
function fallingOf(direction: Direction, horizon: (trial: Trial) => number) {
  return (trial: Trial, share: number): boolean => {
    const until = share * horizon(trial) + 1e-9;
    let [best, bestAt, last] = [Number.POSITIVE_INFINITY, 0, 0];
    for (const { epoch, value } of trial.intermediate) {
      if (epoch > until) break;
      if (!Number.isFinite(value)) continue;
      last = epoch;
      const cost = asCost(value, direction);
      if (cost < best) [best, bestAt] = [cost, epoch];
    }
    return bestAt >= fallingFrom * (isScored(trial) ? Math.max(last, Math.floor(until)) : last);
  };
}

/** Whether trials keep the value of their best report rather than of their last. */
function valuesAreBest(trials: readonly Trial[], direction: Direction): boolean {
  let [best, last] = [0, 0];
  for (const trial of trials) {
    if (!isScored(trial) || trial.intermediate.length < 2) continue;
    const costs = trial.intermediate.map(({ value }) => asCost(value, direction)).filter(Number.isFinite);
    const value = asCost(trial.value, direction);
    best += Number(value === bestValue(costs, 'minimize'));
    last += Number(value === costs.at(-1));
  }
  return best > last;
}
