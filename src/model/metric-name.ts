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
