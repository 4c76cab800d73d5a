import { namesOf } from '../../data/schema.js';
import { rowNumber } from '../../data/table.js';
import { columnOf } from '../../data/target.js';
import { noiseOf } from '../noise.js';
import type { ReportOptions } from '../report-options.js';
import type { Run } from '../run.js';
import { classPicture } from './class-picture.js';
import type { Evidence } from './evidence.js';
import { numberPicture } from './number-picture.js';
import { residualsOf } from './residuals/gather.js';
import { rowNoise } from './row-noise.js';
import { trainingCurves } from './training-curves.js';

/** All that the report's page is drawn from. */
export function gatherEvidence({ chronicle, about, prepared }: Run, told: ReportOptions): Evidence {
  const { confirmed, mixture, trials, choice } = told;
  return {
    format: 1,
    data: about,
    plan: chronicle.plan!,
    baselines: [...chronicle.baselines],
    findings: [...chronicle.findings],
    phases: chronicle.phases(),
    noise: noiseOf(confirmed, choice, prepared.direction),
    row_noise: rowNoise(prepared, confirmed, choice),
    curves: trainingCurves(confirmed, mixture, trials),
    test: testPictures(told),
    ...residuals(told),
  };
}

function residuals({ prepared, unlearnt, choice, test }: ReportOptions): Pick<Evidence, 'residuals'> {
  if (unlearnt === undefined) return {};
  const { setting } = choice.winner;
  return { residuals: residualsOf({ prepared, unlearnt, setting, decision: test.decision }) };
}

function testPictures({ prepared, test: { truth, predictions, decision } }: ReportOptions): Evidence['test'] {
  const { schema, classes, task, test } = prepared;
  const names = namesOf(schema.target);
  if (task !== 'regression')
    return [classPicture({ target: names[0]!, classes, truth, probabilities: predictions, decision })];
  const own = (values: Float64Array, k: number) => columnOf(values, names.length, k);
  return names.map((target, k) =>
    numberPicture({
      target,
      truth: own(truth, k),
      predicted: own(predictions, k),
      rowNumber: (i) => rowNumber(test.table, test.rows[i]!),
    }),
  );
}
