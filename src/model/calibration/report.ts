import { score } from '../metrics.js';
import type { Model } from '../model.js';
import { calibrate } from './calibration.js';
import { thresholdOf } from './decision.js';
import { type Reliability, reliabilityOf } from './reliability.js';

/** How a model's probabilities did on rows that it never saw. */
export interface CalibrationReport extends Reliability {
  /** Present when the probabilities were calibrated: log-loss with that and without. */
  readonly calibrated?: {
    readonly temperature: number;
    readonly bias?: readonly number[];
    readonly logLoss: number;
    readonly logLossWithout: number;
  };
  /** Of two classes, when it is not one half: the probability of the second from which on it is named. */
  readonly threshold?: number;
}

/** `weights` say how much each row counts in the log-loss; said and seen are compared row by row. */
export function calibrationReport(
  { calibration, decision }: Model,
  probabilities: Float64Array,
  actual: Float64Array,
  weights?: Float64Array,
): CalibrationReport {
  const classes = probabilities.length / actual.length;
  const loss = (of: Float64Array) => score('log_loss', actual, of, classes, weights);
  return {
    ...reliabilityOf(probabilities, actual, classes),
    ...(calibration && {
      calibrated: {
        ...calibration,
        logLoss: loss(probabilities),
        logLossWithout: loss(calibrate(inverseOf(calibration), probabilities, classes)),
      },
    }),
    ...(decision?.length === 2 && { threshold: thresholdOf(decision) }),
  };
}

/** What leads from calibrated probabilities back to those before. */
const inverseOf = ({ temperature, bias }: NonNullable<Model['calibration']>) => ({
  temperature: 1 / temperature,
  ...(bias && { bias: bias.map((each) => -temperature * each) }),
});
