import { namesOf } from '../../../data/schema.js';
import { rowNumber } from '../../../data/table.js';
import { leastProbability, lossesOfClasses, spreadOf } from '../../../insight/residuals/loss-shares.js';
import { log } from '../../../math/elementary.js';
import { mean } from '../../../math/statistics.js';
import { weighed } from '../../../model/calibration/decision.js';
import { likeliest } from '../../../model/metric/metric.js';
import { recipeOf } from '../../setting.js';
import { rounded } from '../rounded.js';
import { largest, type ResidualSource, type Seen, shortShare, shortSpread, trainedLoss } from './source.js';

/** The one target of classes. */
export function seenClasses({ prepared, unlearnt, setting, decision }: ResidualSource): Seen {
  const { classes, schema, table } = prepared;
  const { length: many } = classes;
  const { truth, predictions, rows } = unlearnt;
  const given = truth.map((actual, i) => predictions[i * many + actual]!);
  const sizes = given.map((p) => -log(Math.max(leastProbability, p)));
  const decisive = weighed(predictions, decision);
  const named = Uint32Array.from(truth, (_, i) => likeliest(decisive, i, many));
  const wrong = truth.map((actual, i) => Number(named[i] !== actual));
  const { plan } = recipeOf(setting, prepared.fitted(0).part);
  const gamma = plan.loss.kind === 'focal' ? plan.loss.gamma : 2;
  return {
    measures: [
      { name: 'size', values: sizes },
      { name: 'wrong', values: wrong },
    ],
    told: {
      target: namesOf(schema.target)[0]!,
      size: rounded(mean(sizes)),
      wrong: rounded(mean(wrong)),
      spread: shortSpread(spreadOf(sizes)),
      worst: largest(sizes).map((i) => ({
        row: rowNumber(table, rows[i]!),
        truth: classes[truth[i]!]!,
        predicted: classes[named[i]!]!,
        probability: rounded(given[i]!),
      })),
      losses: lossesOfClasses(given, gamma).map(shortShare),
      gamma,
      trainedWith: trainedLoss(plan.loss.kind),
    },
  };
}
