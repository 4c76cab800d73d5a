// What the coach says of planted trainings, counted.
import { coachTraining } from '../../../dist/insight/diagnosis/coach.js';
import { courseOfOutcome, sceneOfRows } from '../../../dist/tune/coach-outcome.js';
import { kept } from './keep.mjs';
import { planted, train } from './plant.mjs';

/** What counts as having found a fault: the diagnosis whose advice leads to it. */
export const names = {
  none: [],
  'rate × 30': ['diverging', 'overshooting'],
  'rate ÷ 100': ['too low a rate'],
  '60 rows, no regularisation': ['overfitting'],
  '2 neurons on a spiral': ['underfitting'],
  'dead first weights': ['dead units'],
  'label noise': ['label noise'],
};

/** What the coach says of one planted training. */
export async function diagnosed({ seed, fault, index, folder }) {
  const { course, scene } = await seen({ seed, fault, index, folder });
  return coachTraining(course, scene);
}

/** What it is shown of it; of what was kept only the training is not done again. */
export async function seen({ seed, fault, index, folder }) {
  const training = planted(seed, fault, index);
  const { prepared, setting, epochs } = training;
  const outcome = await kept(folder, `${seed} ${fault} ${index}`, () => train(training));
  return { course: courseOfOutcome(setting, outcome, prepared, epochs), scene: sceneOfRows(prepared) };
}

/** One row of the confusion table: what was said of the trainings with a fault. */
export async function rowOf({ seed, fault, count, folder }) {
  const own = [];
  for (let i = 0; i < count; i++)
    own.push((await diagnosed({ seed, fault, index: i, folder })).map(({ name }) => name));
  const isSound = fault === 'none';
  const named = new Map();
  for (const name of own.flat()) named.set(name, (named.get(name) ?? 0) + 1);
  return {
    ...{ fault, trainings: own.length },
    right: own.filter((said) =>
      isSound ? said.length === 0 : said.some((name) => names[fault].includes(name)),
    ).length,
    first: own.filter((said) => (isSound ? said.length === 0 : names[fault].includes(said[0]))).length,
    said: Object.fromEntries([...named].sort(([, a], [, b]) => b - a)),
  };
}
