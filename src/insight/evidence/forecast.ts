import { exp, log } from '../../math/elementary.js';
import { sum } from '../../math/statistics.js';
import { asCost, bestValue } from '../../study/direction.js';
import { epochsTrained, isScored } from '../../study/outcome.js';
import type { Direction, Trial } from '../../study/trial.js';
import { fallAhead, type Line, lineThrough, type Passage } from './line.js';
import type { Look, Score } from './score.js';

// What a trial that was stopped would have come to, from those that went on. Training is cut into stages at the points where trials were stopped;
// from one stage to the next a straight line leads (line.ts), through all trials that came to both ends of the stage, by where they stood and how fast they were falling, and variances
// add up along the way. A stopping rule sees a stage's beginning only, so those that went on are a fair sample given how they stood there, and no stage's line is bent by what
// the rule kept. On logarithms where all costs are positive and lines fit better there: errors mostly differ by factors.

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
/** Without it four in five, not nine in ten, of nominal 90 % intervals held on made-up curves stopped by halving (evidence.test.ts). */
const wider = 1.3;

/** A forecaster that has learnt from the curves of these trials. */
export function forecaster(trials: readonly Trial[], direction: Direction): Forecaster {
  const horizon = horizonOf(trials);
  const read = readerOf(trials, direction, horizon);
  const known = trials.filter(({ state }) => state !== 'diverged' && state !== 'failed');
  const ends = stageEnds(known.flatMap((trial) => (isScored(trial) ? [] : shareTrained(trial, horizon))));
  const paths = known.map((trial) => ({
    costs: [...ends, 1].map((share) => read(trial, share)),
    halfway: ends.map((share) => read(trial, share / 2)),
    begun: ends.map((share) => share <= (shareTrained(trial, horizon)[0] ?? 0) + 1e-9),
  }));
  const { lines, there, back, stretch } = bestOf(
    linesOn(plain, paths, ends),
    linesOn(logarithmic, paths, ends),
  );
  const from = (trial: Trial, stage: number) => {
    const start = stage < 0 ? undefined : read(trial, ends[stage]!);
    if (start === undefined) return undefined;
    const halfway = read(trial, ends[stage]! / 2);
    const fall = halfway === undefined ? Number.NaN : fallOf(there(halfway), there(start));
    return follow(lines.slice(stage), [...ends.slice(stage), 1], there(start), fall);
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

/** Costs at the ends of stages, and which stages a trial went through, at least in part: one that had ended on its own by then says nothing of how others go on. */
interface Path {
  readonly costs: readonly (number | undefined)[];
  /** Where it stood when half of the training until a stage's beginning was done. */
  readonly halfway: readonly (number | undefined)[];
  readonly begun: readonly boolean[];
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

interface Lines extends Scale {
  readonly lines: readonly (Line | undefined)[];
  /** Log likelihood of the stages' ends, up to a constant that all scales share. */
  readonly fit: number;
}

function linesOn(scale: Scale, paths: readonly Path[], ends: readonly number[]): Lines {
  const stages = ends.map((_, stage) => pairsOf(paths, stage));
  if (scale === logarithmic && !stages.every((pairs) => pairs.every(({ from, to }) => from > 0 && to > 0)))
    return { ...scale, lines: [], fit: Number.NEGATIVE_INFINITY };
  const lines = stages.map((pairs, stage) =>
    lineThrough(
      pairs.map(({ from, to, halfway }): Passage => {
        const fall = halfway === undefined ? Number.NaN : fallOf(scale.there(halfway), scale.there(from));
        return {
          from: scale.there(from),
          to: scale.there(to),
          ahead: fallAhead(fall, ends[stage]!, ends[stage + 1] ?? 1),
        };
      }),
    ),
  );
  const fits = stages.map((pairs, stage) =>
    lines[stage] === undefined ? 0 : lines[stage].fit - sum(pairs.map(({ to }) => scale.logStretch(to))),
  );
  return { ...scale, lines, fit: sum(fits) };
}

const bestOf = (a: Lines, b: Lines): Lines => (b.fit > a.fit ? b : a);

/** Noise that went up is no fall. */
const fallOf = (halfway: number, now: number) => Math.max(0, halfway - now);

/** Along the lines from the first of `shares` on; a fall that shrinks as one over the time is, at each stage's beginning, as much smaller as that is later. */
function follow(
  lines: readonly (Line | undefined)[],
  shares: readonly number[],
  start: number,
  fall: number,
): { mean: number; variance: number } | undefined {
  let [mean, variance] = [start, 0];
  for (const [i, line] of lines.entries()) {
    if (line === undefined) return undefined;
    const [from, to] = [shares[i]!, shares[i + 1]!];
    const next = line.at(mean, fallAhead((fall * shares[0]!) / from, from, to));
    mean = next.mean;
    variance = line.slope * line.slope * variance + next.variance;
  }
  return { mean, variance };
}

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly halfway: number | undefined;
}

const pairsOf = (paths: readonly Path[], stage: number): Pair[] =>
  paths.flatMap(({ costs, halfway, begun }) => {
    const [from, to] = [costs[stage], costs[stage + 1]];
    if (from === undefined || to === undefined || !begun[stage]) return [];
    return [{ from, to, halfway: halfway[stage] }];
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
