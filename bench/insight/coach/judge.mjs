// What the coach says of planted trainings, counted.
import { coachTraining } from '../../../dist/insight/diagnosis/coach.js';
import { courseOfOutcome, sceneOfRows } from '../../../dist/tune/coach-outcome.js';
import { kept } from './keep.mjs';
import { trainPlanted } from './plant.mjs';

/** What counts as having found a fault. Contradicting labels show as what they do: they are learnt by heart, and make validation jump. */
export const names = {
  none: [],
  'rate × 30': ['diverging', 'overshooting'],
  'rate ÷ 100': ['too low a rate'],
  '60 rows, no regularisation': ['overfitting'],
  '2 neurons on a spiral': ['underfitting'],
  'dead first weights': ['dead units'],
  'label noise': ['noisy end', 'overfitting'],
};
async function diagnosed({ seed, fault, index, folder }) {
  const { course, scene } = await kept(folder, `${seed} ${fault} ${index}`, () => seen(seed, fault, index));
  return coachTraining(course, scene).map(({ name }) => name);
}

async function seen(seed, fault, index) {
  const { prepared, setting, outcome, epochs } = await trainPlanted(seed, fault, index);
  return { course: courseOfOutcome(setting, outcome, prepared, epochs), scene: sceneOfRows(prepared) };
}

/** One row of the confusion table: what was said of the trainings with a fault. */
export async function rowOf({ seed, fault, count, folder }) {
  const own = [];
  for (let i = 0; i < count; i++) own.push(await diagnosed({ seed, fault, index: i, folder }));
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
