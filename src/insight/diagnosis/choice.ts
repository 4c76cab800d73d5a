import { count, digits, percent } from '../../math/numeral.js';
import { asCost } from '../../study/direction.js';
import { isScored } from '../../study/outcome.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { fileWords, word } from './advice.js';
import type { Advice, Diagnosis } from './diagnosis.js';
import type { Scene } from './scene.js';

// What makes the choice of a winner doubtful. All by the noise of the study: what a difference has to exceed to mean anything.

type Scored = Trial & { readonly value: number };

interface Field {
  readonly winner: Scored;
  readonly others: readonly Scored[];
  readonly noise: number;
  /** By how much differences would move with other validation rows, where that is more. */
  readonly rowNoise: number;
  readonly cost: (trial: Scored) => number;
}

/** The study's noise, if anything tells: what a finished study measured. */
export const noiseOf = ({ facts }: StudyRecord): number | undefined => {
  const { noise } = (facts.evidence ?? {}) as { noise?: number };
  return noise !== undefined && noise > 0 ? noise : undefined;
};

/** The same with other validation rows, which further trainings on the same ones do not tell. */
const rowNoiseOf = ({ facts }: StudyRecord): number =>
  ((facts.evidence ?? {}) as { row_noise?: number }).row_noise ?? 0;

export function doubtsOfChoice(record: StudyRecord, scene: Scene): Diagnosis[] {
  const scored = record.trials.filter(isScored) as Scored[];
  const winner = scored.find(({ number }) => number === scene.best);
  if (winner === undefined) return [];
  const cost = (trial: Scored) => asCost(trial.value, record.direction);
  const others = scored.filter((trial) => trial !== winner);
  const noise = noiseOf(record);
  const field =
    noise === undefined
      ? undefined
      : { winner, others, noise, rowNoise: Math.max(noise, rowNoiseOf(record)), cost };
  return [
    field && tooFewRows(field, record, scene),
    field && simpler(field, scene),
    losesToLine(winner, cost(winner), scene),
  ].filter((each) => each !== undefined);
}

/** Noise of this share of what tuning gained leaves the order of the good ones to chance. */
const muchNoise = 0.25;
/** Where tuning gained less than the noise, one is enough. */
const fewestTied = 3;

function tooFewRows(
  { winner, others, rowNoise: noise, cost }: Field,
  { facts }: StudyRecord,
  scene: Scene,
): Diagnosis | undefined {
  const gained = scene.constant === undefined ? undefined : scene.constant - cost(winner);
  const tied = others.filter((trial) => Math.abs(cost(trial) - cost(winner)) <= noise);
  const first = others.find(({ number }) => number === 0);
  const tuned = first === undefined ? undefined : cost(first) - cost(winner);
  if (tuned === undefined || noise < muchNoise * tuned) return undefined;
  if (tied.length < (noise < tuned ? fewestTied : 1)) return undefined;
  const rows = (facts.rows as { validation?: number } | undefined)?.validation;
  const share =
    gained !== undefined && gained > 0
      ? `, ${percent(noise / gained)} of what the model gains over always saying the same`
      : '';
  return {
    name: 'validation too small',
    sees: `Scores are uncertain by ${digits(noise)}${share}, and tuning gained ${digits(tuned)} over the first setting: ${count(tied.length, 'trial')} cannot be told from the best, #${winner.number} (${digits(winner.value)})${rows === undefined ? '' : `, on ${count(rows, 'validation row')}`}.`,
    matters: 'Which of them won is chance; another split would name another.',
    advice: {
      says: 'Let every row validate once: ten parts instead of one.',
      ...(scene.file !== undefined && { command: `sweetspot tune ${fileWords(scene)} --folds 10` }),
      cost: 'About ten times the training of each trial.',
    },
    grade: 'measured',
    trials: [winner.number, ...tied.map(({ number }) => number)],
  };
}

/** Multiply-adds of the hidden layers, roughly: what makes a network larger. */
const sizeOf = ({ setting: { layers, neurons } }: Trial) =>
  layers === 0
    ? 0
    : typeof layers === 'number' && typeof neurons === 'number'
      ? neurons * (1 + neurons * (layers - 1))
      : undefined;

/** So much smaller is worth a word. */
const muchSmaller = 0.5;

function simpler({ winner, others, noise, cost }: Field, scene: Scene): Diagnosis | undefined {
  const size = sizeOf(winner);
  if (size === undefined || size === 0) return undefined;
  const [found] = others
    .filter((trial) => cost(trial) - cost(winner) <= noise)
    .filter((trial) => (sizeOf(trial) ?? size) <= muchSmaller * size)
    .sort((a, b) => sizeOf(a)! - sizeOf(b)!);
  if (found === undefined) return undefined;
  return {
    name: 'simpler is as good',
    sees: `Trial #${found.number} (${shapeOf(found)}) scores ${digits(found.value)}, the best, #${winner.number} (${shapeOf(winner)}), ${digits(winner.value)}: the difference is within the noise of ${digits(noise)}.`,
    matters:
      'Of two that cannot be told apart the smaller one is faster, and is less likely to have won by luck.',
    advice: {
      says: `Prefer the setting of #${found.number}, or measure both on shared splits.`,
      setting: found.setting,
      ...whatIf(scene, found, winner),
      cost: 'Seconds: pairs of trainings until it is clear, 20 s at most.',
    },
    grade: 'measured',
    trials: [winner.number, found.number],
  };
}

const shapeOf = ({ setting: { layers, neurons } }: Trial) =>
  layers === 0 ? 'a line' : `${layers}×${neurons}`;

/** The sizes of one, tried on the other. */
function whatIf({ study }: Scene, { setting }: Trial, winner: Trial): Pick<Advice, 'command'> {
  const names = ['layers', 'neurons'].filter(
    (name) => setting[name] !== undefined && setting[name] !== winner.setting[name],
  );
  const [first, ...more] = names.map((name) => `${name}=${setting[name]}`);
  if (study === undefined || first === undefined) return {};
  const lower = more.map((each) => ` --lower ${each}`).join('');
  return { command: `sweetspot what-if ${word(study)} ${first}${lower}` };
}

function losesToLine(winner: Scored, cost: number, scene: Scene): Diagnosis | undefined {
  const { line } = scene;
  if (line === undefined || !(line <= cost) || winner.setting.layers === 0) return undefined;
  const at = (each: number) => digits(scene.direction === 'minimize' ? each : -each);
  return {
    name: 'loses to a line',
    sees: `The best network, #${winner.number}, scores ${at(cost)} on validation; a straight line scores ${at(line)}.`,
    matters:
      'The line is simpler, faster and easier to explain; a network that does not beat it is not worth its name.',
    advice: {
      says: 'Use the line, or give the search more time or more rows.',
      setting: { ...winner.setting, layers: 0 },
      ...(scene.study !== undefined && { command: `sweetspot what-if ${word(scene.study)} layers=0` }),
      cost: 'Seconds: a line trains faster than any network.',
    },
    grade: 'measured',
    trials: [winner.number],
  };
}
