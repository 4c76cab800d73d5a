import { toUnit } from '../space/encode.js';
import type { Setting, Space, Value } from '../space/parameter.js';
import { countValues } from '../space/values.js';
import type { StudyRecord } from '../study/trial.js';
import { asValue, type Evidence, type Score } from './evidence.js';
import type { Grade } from './grade.js';

/** A reason not to trust what a study's trials seem to say, with the trials that it is about. */
export type Doubt = { readonly grade: Grade; readonly trials: readonly number[] } & (
  | { readonly kind: 'few' }
  | {
      /** The best trial is no further ahead of the next setting than one training's noise. */
      readonly kind: 'tie';
      readonly difference: number;
      readonly noise: number;
      readonly score: number;
      /** Whether the noise is that of settings that were trained again. */
      readonly repeated: boolean;
    }
  | {
      readonly kind: 'edge';
      readonly name: string;
      readonly value: Value;
      readonly side: 'lowest' | 'highest';
    }
  | { readonly kind: 'failed' }
  | { readonly kind: 'open'; readonly of: number }
);

/** Fewer complete trials than this are called few. */
const few = 8;
/** A best value within this share of a range's end lies at it. */
const edge = 0.02;

/** What not to trust of a study's trials, the gravest first; `noise` is the believed deviation of one training, where there is a belief. */
export function doubtsOf(
  { space, trials }: Pick<StudyRecord, 'space' | 'trials'>,
  evidence: Evidence,
  noise: number | undefined,
): Doubt[] {
  const { complete } = evidence;
  const best = bestOf(complete);
  const failed = trials.filter(({ state }) => state === 'failed').map(({ number }) => number);
  const open = trials.filter(({ state }) => state === 'running' || state === 'paused');
  return [
    ...(complete.length < few ? [fewOf(complete)] : []),
    ...(best ? tie(best, evidence, noise) : []),
    ...(best && complete.length > 1 ? edges(space, best) : []),
    ...(failed.length > 0 ? [{ kind: 'failed' as const, grade: 'measured' as const, trials: failed }] : []),
    ...(open.length > 0
      ? [
          {
            kind: 'open' as const,
            grade: 'measured' as const,
            trials: open.map(({ number }) => number),
            of: trials.length,
          },
        ]
      : []),
  ];
}

const isBefore = (a: Score, b: Score) => a.cost < b.cost || (a.cost === b.cost && a.number < b.number);

/** Of equal costs the first trial. */
const bestOf = (scores: readonly Score[]): Score | undefined =>
  scores.reduce<Score | undefined>((best, each) => (best && isBefore(best, each) ? best : each), undefined);

const fewOf = (complete: readonly Score[]): Doubt => ({
  kind: 'few',
  grade: 'measured',
  trials: [...complete].sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ number }) => number),
});

function tie(best: Score, { repeats, direction, complete }: Evidence, believed: number | undefined): Doubt[] {
  const next = bestOf(complete.filter(({ setting }) => !isSame(setting, best.setting)));
  const noise = repeats ? Math.sqrt(repeats.variance) : believed;
  if (next === undefined || noise === undefined) return [];
  const difference = next.cost - best.cost;
  if (!(difference < noise)) return [];
  return [
    {
      kind: 'tie',
      grade: repeats ? 'measured' : 'believed',
      trials: [best.number, next.number],
      difference,
      noise,
      score: asValue(best.cost, direction),
      repeated: repeats !== undefined,
    },
  ];
}

function isSame(a: Setting, b: Setting): boolean {
  for (const name in a) if (a[name] !== b[name]) return false;
  for (const name in b) if (a[name] !== b[name]) return false;
  return true;
}

/** Where the best value lies at the end of its range, a wider one may hold a better; but nothing is less than none (no layer, no dropout). */
function edges(space: Space, { number, setting }: Score): Doubt[] {
  return Object.entries(space).flatMap(([name, parameter]): Doubt[] => {
    const value = setting[name];
    if (value === undefined || parameter.kind === 'categorical' || countValues(parameter) < 3) return [];
    const [low, high] =
      parameter.kind === 'ordinal'
        ? [parameter.values[0]!, parameter.values.at(-1)!]
        : [parameter.low, parameter.high];
    const reach = (at: Value) => Math.abs(toUnit(parameter, value) - toUnit(parameter, at));
    const side = reach(low) <= edge ? 'lowest' : reach(high) <= edge ? 'highest' : undefined;
    return side === undefined || (side === 'lowest' && value === 0)
      ? []
      : [{ kind: 'edge', grade: 'unknown', trials: [number], name, value, side }];
  });
}
