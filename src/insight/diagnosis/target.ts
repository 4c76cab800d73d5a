import type { StudyRecord } from '../../study/trial.js';
import { fileWords, tryChange } from './advice.js';
import { courseOf } from './course.js';
import type { Diagnosis, DiagnosisName } from './diagnosis.js';
import type { Scene } from './scene.js';

/** As `tune` keeps what it has pointed out about a table. */
interface KeptWarning {
  readonly kind: string;
  readonly about: string;
  readonly text: string;
  readonly flags: readonly string[];
}

const known: Readonly<Record<string, { readonly name: DiagnosisName; readonly matters: string }>> = {
  capped_target: {
    name: 'capped target',
    matters:
      'What lies beyond the limit is not in the data: predictions there are too low or too high by an unknown amount.',
  },
  heavy_tail: {
    name: 'skewed target',
    matters: 'The score is decided by a few rows, and so is the choice between settings.',
  },
  leak: {
    name: 'leak suspected',
    matters: 'If the column is not known when a prediction is needed, the score is an illusion.',
  },
};

/** What was pointed out about the target before training, with what to do about it. */
export function aboutTarget(record: StudyRecord, scene: Scene): Diagnosis[] {
  const { warnings = [] } = (record.facts.finished ?? {}) as { warnings?: readonly KeptWarning[] };
  const said = warnings.flatMap((warning) => {
    const diagnosis = known[warning.kind];
    return diagnosis === undefined ? [] : [fromWarning(warning, diagnosis, scene)];
  });
  return said.some(({ name }) => name === 'skewed target') ? said : [...said, ...skewed(record, scene)];
}

const fromWarning = (
  { about, text, flags }: KeptWarning,
  { name, matters }: (typeof known)[string],
  scene: Scene,
): Diagnosis => ({
  name,
  sees: `${about}: ${text}.`,
  matters,
  advice: {
    says: 'Tune again with that changed, and compare the test scores.',
    ...(scene.file !== undefined && {
      command: `sweetspot tune ${fileWords(scene)} ${flags[0] ?? ''}`.trimEnd(),
    }),
    cost: 'As long as the study took.',
  },
  grade: 'measured',
  trials: [],
});

/** The target is positive and skewed (then the space has a scale for it), and the best setting takes it as it is. */
function skewed(record: StudyRecord, scene: Scene): Diagnosis[] {
  const best = record.trials.find(({ number }) => number === scene.best);
  if (best?.setting.target_scale !== 'linear' || record.space.target_scale === undefined) return [];
  const tried = record.trials.filter(({ setting }) => setting.target_scale === 'log');
  if (tried.some(({ state }) => state === 'complete')) return [];
  return [
    {
      name: 'skewed target',
      sees: `The target is positive and skewed; the best setting, #${best.number}, learns it as it is, and no trial that learnt its logarithm came to its end.`,
      matters: 'Where errors grow with the value, large values rule what is learnt.',
      advice: tryChange(courseOf(best, record.direction), scene, [{ target_scale: 'log' }], {
        says: 'Learn the logarithm.',
      }),
      grade: 'unknown',
      trials: [best.number],
    },
  ];
}
