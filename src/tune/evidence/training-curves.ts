import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import type { Blend } from '../blend.js';
import type { Confirmation } from '../confirm.js';
import { type Curve, type Points, withKept } from '../curve.js';
import { rounded } from './rounded.js';

/** One training that the final model averages, or would have. */
export interface TrainingCurve extends Curve {
  readonly name: string;
  readonly setting: Setting;
  readonly round: number;
  /** Its share in the final model. */
  readonly share: number;
}

/** More than these would only cover each other. */
const mostCurves = 24;

/** The curves of the trainings whose settings the blend holds, thinned where there are many. */
export function trainingCurves(
  confirmed: readonly Confirmation[],
  { shares }: Blend,
  trials: readonly Trial[],
): TrainingCurve[] {
  const own = confirmed.flatMap((confirmation): TrainingCurve[] => {
    const { candidate, round } = confirmation;
    const share = shares.get(candidate);
    const curve = confirmation.curve ?? trialCurve(trials[candidate.number ?? -1]);
    if (share === undefined || curve === undefined || curve.validation.length === 0) return [];
    const trainings = confirmed.filter((each) => each.candidate === candidate).length;
    return [
      {
        name: candidate.name,
        setting: candidate.setting,
        round,
        share: share / trainings,
        ...compact(curve),
      },
    ];
  });
  const step = Math.ceil(own.length / mostCurves);
  return own.filter((_, i) => i % step === 0);
}

/** How a trial of the search went, by what its study holds. */
export function trialCurve(trial: Trial | undefined): Curve | undefined {
  if (trial === undefined) return undefined;
  const { best_epoch, train, train_curve } = trial.facts as Readonly<Record<string, unknown>>;
  const kept = Number(best_epoch ?? 0);
  const looks = (Array.isArray(train_curve) ? train_curve : []) as Points;
  return {
    validation: trial.intermediate.map(({ epoch, value }) => [epoch, value] as const),
    train: withKept(looks, kept, typeof train === 'number' ? train : undefined),
    kept,
  };
}

const compact = ({ validation, train, kept }: Curve): Curve => ({
  validation: validation.map(([epoch, value]) => [epoch, rounded(value)] as const),
  train: train.map(([epoch, value]) => [epoch, rounded(value)] as const),
  kept,
});
