import { type Contrast, leastSlowdown, type Measured } from '../insight/contrast.js';
import { mean, medianInterval } from '../math/statistics.js';
import type { MetricName } from '../model/metric-name.js';
import type { Setting } from '../space/parameter.js';
import { affordablePairs, type Pair, type PairedJob, type TrainedPair } from './paired-training.js';
import type { Look } from './verdict.js';
import { compare, divergedOf, timeRatio, timeRatios } from './what-if-judge.js';

export interface ContrastJob extends PairedJob {
  readonly metric: MetricName;
  readonly direction: 'minimize' | 'maximize';
  readonly contrasts: readonly Contrast[];
  /** Whether contrasts that are clear are trained no further, so that the others get the time; otherwise all have the same pairs. */
  readonly dropClear: boolean;
  /** The setting that is trained in every pair, and of which the end is compared with the best epoch. */
  readonly base: Setting;
  readonly onPair?: (pairs: number, clear: number) => void;
}

export interface Measurement {
  readonly measured: readonly Measured[];
  /** What training on to the end did to the base after its best epoch. */
  readonly afterBest: Measured;
  readonly epochs: number;
  readonly pairs: number;
}

/** Trains the settings of all contrasts on shared seeds and splits, pair after pair, until each is clear at a look, or the budget ends. */
export async function measureContrasts(job: ContrastJob): Promise<Measurement> {
  const settings = differentSettings(job);
  const placeOf = (setting: Setting) => settings.findIndex((each) => keyOf(each) === keyOf(setting));
  const ends = job.contrasts.map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) }));
  // What is clear stays as it was found: intervals hold at all looks together, and pairs that were begun before it was may still end.
  const clear = new Map<number, Measured>();
  const isWanted = (place: number) =>
    place === 0 || ends.some(({ from, to }, i) => !clear.has(i) && (from === place || to === place));
  const wanted = job.dropClear ? pairsToBeClear : pairsOfSteps;
  const pairs: TrainedPair[] = [];
  for await (const pair of affordablePairs(job, settings, wanted, isWanted)) {
    pairs.push(pair);
    if (job.dropClear)
      job.contrasts.forEach((contrast, i) => {
        const own = both(pairs, ends[i]!);
        if (!clear.has(i) && isSettled(job, contrast, own))
          clear.set(i, measuredOf(job, contrast.name, own, 'on the way'));
      });
    job.onPair?.(pairs.length, clear.size);
    if (ends.length > 0 && clear.size === ends.length) break;
  }
  // Time has ended the pairs, and nobody saw what they scored.
  const look = job.dropClear ? 'at the end' : 'only';
  return {
    measured: job.contrasts.map(
      ({ name }, i) => clear.get(i) ?? measuredOf(job, name, both(pairs, ends[i]!), look),
    ),
    afterBest: measuredOf(job, 'after the best epoch', afterBest(pairs), look),
    epochs: pairs[0]?.epochs ?? 0,
    pairs: pairs.length,
  };
}

const keyOf = (setting: Setting) =>
  JSON.stringify(Object.entries(setting).sort(([a], [b]) => (a < b ? -1 : 1)));

function differentSettings({ base, contrasts }: ContrastJob): Setting[] {
  const all = [base, ...contrasts.flatMap(({ from, to }) => [from, to])];
  return [...new Map(all.map((setting) => [keyOf(setting), setting])).values()];
}

/** The pairs in which both were trained, with nothing but these two. */
const both = (
  pairs: readonly TrainedPair[],
  { from, to }: { readonly from: number; readonly to: number },
): Pair[] =>
  pairs
    .filter(({ trained }) => trained[from] && trained[to])
    .map(({ scores, secondsPerEpoch }) => ({
      scores: [scores[from], scores[to]],
      secondsPerEpoch: [secondsPerEpoch[from]!, secondsPerEpoch[to]!],
    }));

const afterBest = (pairs: readonly TrainedPair[]): Pair[] =>
  pairs.map(({ scores, atEnd }) => ({ scores: [scores[0], atEnd[0]], secondsPerEpoch: [1, 1] }));

/** With half as many, ten pairs in the end, half of the rules of one table stayed open: intervals that may be looked at after every pair need more of them. */
const pairsToBeClear = 16;
/** Where all contrasts have the same pairs, and time alone ends them, for one look. */
const pairsOfSteps = 8;
/** Fewer pairs are not looked at. */
const fewestPairs = 4;

function isSettled(job: ContrastJob, { about }: Contrast, pairs: readonly Pair[]): boolean {
  if (about === 'time') {
    const interval = medianInterval(timeRatios(pairs, 1), timeLevel);
    return interval !== undefined && (interval[0] >= leastSlowdown || interval[1] < leastSlowdown);
  }
  return (
    pairs.length >= fewestPairs && compare({ ...job, pairs }, 1, 0, 'on the way').verdict !== 'cannot tell'
  );
}

const timeLevel = 0.99;

function measuredOf(job: ContrastJob, name: string, pairs: readonly Pair[], look: Look): Measured {
  const whole = pairs.filter(({ scores }) => scores.every((score) => score !== undefined));
  const timeInterval = medianInterval(timeRatios(pairs, 1), timeLevel);
  return {
    name,
    ...compare({ ...job, pairs }, 1, 0, look),
    scores: [mean(whole.map(({ scores }) => scores[0]!)), mean(whole.map(({ scores }) => scores[1]!))],
    timeRatio: timeRatio(pairs, 1),
    ...(timeInterval && { timeInterval }),
    pairs: pairs.length,
    diverged: [divergedOf(pairs, 0), divergedOf(pairs, 1)],
  };
}
