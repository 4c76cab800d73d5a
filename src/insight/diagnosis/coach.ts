import { isFinished } from '../../study/outcome.js';
import type { StudyRecord } from '../../study/trial.js';
import { batchWithoutRate } from './batch.js';
import { doubtsOfChoice, noiseOf } from './choice.js';
import { type Course, courseOf } from './course.js';
import type { Detector, Diagnosis, DiagnosisName } from './diagnosis.js';
import { noisyEnd, plateau, stillImproving } from './end.js';
import { overfitting, underfitting } from './fit.js';
import { labelNoise } from './labels.js';
import { outliers } from './outliers.js';
import { diverging, overshooting, tooLow } from './rate.js';
import { type Scene, sceneOf } from './scene.js';
import { aboutTarget } from './target.js';
import { deadUnits, saturatedUnits } from './units.js';

/** Causes before what follows from them. */
const detectors: readonly Detector[] = [
  diverging,
  overshooting,
  deadUnits,
  saturatedUnits,
  tooLow,
  labelNoise,
  underfitting,
  overfitting,
  noisyEnd,
  plateau,
  stillImproving,
  outliers,
];

/** What the coach says of a study. */
export interface Coaching {
  /** Of the best trial's training. */
  readonly best: readonly Diagnosis[];
  /** Of the study: its choice, its target, its trials beside each other. */
  readonly study: readonly Diagnosis[];
  /** How many finished trials show each sign, the most frequent first. */
  readonly counts: readonly { readonly name: DiagnosisName; readonly trials: number }[];
  /** Finished trials that were looked at. */
  readonly trials: number;
}

/** Of the table more than of a trial: not counted. */
const ofTable: DiagnosisName = 'label noise';

/** All that is to be said of one training; nothing is a good sign. */
export const coachTraining = (course: Course, scene: Scene): Diagnosis[] =>
  detectors.map((detect) => detect(course, scene)).filter((each) => each !== undefined);

/** Of one trial of a study; undefined where there is none of that number. */
export function coachTrial(record: StudyRecord, number: number): Diagnosis[] | undefined {
  const trial = record.trials.find((each) => each.number === number);
  return trial && coachTraining(courseOf(trial, record.direction), sceneOf(record));
}

/** The coach's view of a study, a pure function of its record: any study, one that Optuna made as well; what was not recorded is not spoken of. */
export function coach(record: StudyRecord): Coaching {
  const scene = sceneOf(record);
  const finished = record.trials.filter((trial) => isFinished(trial) && trial.state !== 'failed');
  const counts = new Map<DiagnosisName, number>();
  let best: readonly Diagnosis[] = [];
  for (const trial of finished) {
    const said = coachTraining(courseOf(trial, record.direction), scene);
    for (const { name } of said) if (name !== ofTable) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (trial.number === scene.best) best = said;
  }
  const batch = batchWithoutRate(record, scene, noiseOf(record) ?? Number.POSITIVE_INFINITY);
  return {
    best,
    study: [...(batch ? [batch] : []), ...aboutTarget(record, scene), ...doubtsOfChoice(record, scene)],
    counts: [...counts].map(([name, trials]) => ({ name, trials })).sort((a, b) => b.trials - a.trials),
    trials: finished.length,
  };
}
