/** The fixed measures of quality by which trials are ranked and models are reported. */
export type MetricName =
  | 'rmse'
  | 'mae'
  | 'rmsle'
  | 'r2'
  | 'log_loss'
  | 'accuracy'
  | 'balanced_accuracy'
  | 'auc'
  | 'f1';

/**
 * What the one number of a study is called: with several targets it is relative to what the best constant scores, and of a share (r2) it is the
 * mean.
 */
export function scoreName(metric: MetricName, several: boolean): string {
  if (!several) return metric;
  return metric === 'r2' ? `mean ${metric}` : `relative ${metric}`;
}
