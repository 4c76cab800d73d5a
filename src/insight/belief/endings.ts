import { normalCdf } from '../../math/normal.js';
import type { Stream } from '../../math/random.js';
import type { Features } from '../../surrogate/gp/features.js';
import { momentsOf } from '../../surrogate/gp/standardise.js';
import type { Ending } from '../evidence.js';
import { explain, type Member } from './members.js';

/** The chance that training a setting blows up. */
export interface Endings {
  /** How many of the trials did. */
  readonly diverged: number;
  readonly trials: number;
  /** Whether where it happens can be told; otherwise the chance is the same everywhere. */
  readonly tells: boolean;
  chance(rows: readonly Float64Array[]): Float64Array;
}

/** No chance is nearer to 0 or 1 than half a trial in so many. */
const half = 0.5;

/**
 * Whether trials blow up, apart from how good they are: a process of +1 for those that did and −1 for those that did not. Where it foresees trials left out no
 * better than their share does, the share is what is believed everywhere.
 */
export function endingsOf(
  features: Features,
  endings: readonly Ending[],
  see: (point: Float64Array) => Float64Array,
  draws: Stream,
): Endings {
  const trials = endings.length;
  const diverged = endings.filter((ending) => ending.diverged).length;
  const share = (diverged + half) / (trials + 1);
  const everywhere = (rows: readonly Float64Array[]) => new Float64Array(rows.length).fill(share);
  if (diverged === 0 || diverged === trials) return { diverged, trials, tells: false, chance: everywhere };
  const labels = endings.map((ending) => (ending.diverged ? 1 : -1));
  const { mean, deviation } = momentsOf(labels);
  const values = labels.map((label) => (label - mean) / deviation);
  const sample = {
    rows: endings.map(({ point }) => see(point)),
    inTraining: false,
    groups: endings.map((_, i) => [i]),
    values,
    extraNoise: new Float64Array(trials),
  };
  const members = explain(features, sample, draws, { members: 4 });
  const threshold = -mean / deviation;
  const chanceOf = (centre: number, variance: number) =>
    Math.min(
      1 - half / (trials + 1),
      Math.max(half / (trials + 1), normalCdf((centre - threshold) / Math.sqrt(variance))),
    );
  const leftOut = labels.map((_, i) =>
    average(members, ({ leftOut: { mean: m, variance } }) => chanceOf(m[i]!, variance[i]!)),
  );
  const brier = (chance: (i: number) => number) =>
    labels.reduce(
      (sum, label, i) => sum + (chance(i) - Number(label > 0)) * (chance(i) - Number(label > 0)),
      0,
    );
  const others = (i: number) => (diverged - Number(labels[i]! > 0)) / (trials - 1);
  const tells = brier((i) => leftOut[i]!) < 0.95 * brier(others);
  if (!tells) return { diverged, trials, tells, chance: everywhere };
  return {
    diverged,
    trials,
    tells,
    chance: (rows) =>
      Float64Array.from(rows, (row) =>
        average(members, (member) => {
          const { mean: m, covariance } = member.together([row]);
          return chanceOf(m[0]!, Math.max(0, covariance[0]![0]!) + member.noise);
        }),
      ),
  };
}

const average = (members: readonly Member[], of: (member: Member) => number) =>
  members.reduce((sum, member) => sum + member.weight * of(member), 0);
