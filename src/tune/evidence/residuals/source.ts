import type { ErrorMeasure } from '../../../insight/residuals/column-errors.js';
import type { ErrorSpread, LossShare } from '../../../insight/residuals/loss-shares.js';
import type { Setting } from '../../../space/parameter.js';
import type { Prepared } from '../../prepare.js';
import type { Unlearnt } from '../../unlearnt.js';
import { rounded } from '../rounded.js';
import type { TargetResiduals } from './residuals.js';

export interface ResidualSource {
  readonly prepared: Prepared;
  readonly unlearnt: Unlearnt;
  /** The chosen setting: which loss it trains with, and on which scale. */
  readonly setting: Setting;
  /** Of classes: what each one's probability counts for when one has to be named. */
  readonly decision?: readonly number[];
}

/** What was worked out of one target, and its errors by row. */
export interface Seen {
  readonly measures: readonly ErrorMeasure[];
  /** Of a target whose numbers are all above 0. */
  readonly truth?: Float64Array;
  readonly told: Omit<TargetResiduals, 'columns'>;
}

const mostWorst = 6;

/** The rows with the largest errors, the largest first. */
export const largest = (sizes: Float64Array) =>
  [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]!).slice(0, mostWorst);

export function trainedLoss(kind: string): TargetResiduals['trainedWith'] {
  if (kind === 'logistic' || kind === 'softmax') return 'log';
  return kind === 'squared' || kind === 'absolute' || kind === 'huber' || kind === 'focal' ? kind : 'other';
}

export const shortSpread = ({ half, nine }: ErrorSpread): ErrorSpread => ({
  half: rounded(half),
  nine: rounded(nine),
});

export const shortShare = ({ loss, hundredth, tenth, normal }: LossShare): LossShare => ({
  loss,
  ...(hundredth !== undefined && { hundredth: rounded(hundredth) }),
  tenth: rounded(tenth),
  ...(normal && { normal: { hundredth: rounded(normal.hundredth), tenth: rounded(normal.tenth) } }),
});
