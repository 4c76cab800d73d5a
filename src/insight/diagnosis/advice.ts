import { short } from '../../math/numeral.js';
import { onlyActive } from '../../space/active.js';
import { formatValue } from '../../space/format.js';
import type { Setting, Space, Value } from '../../space/parameter.js';
import type { Course } from './course.js';
import type { Advice } from './diagnosis.js';
import type { Scene } from './scene.js';

/** Names that people give the learning rate, and the batch. */
const aliases = {
  rate: ['learning_rate', 'lr', 'rate', 'learningRate', 'eta'],
  batch: ['batch_size', 'batch', 'bs', 'batchSize'],
} as const;

/** What a hyperparameter is called in this setting; undefined where it has none of the kind. */
export const nameOf = (role: keyof typeof aliases, setting: Setting): string | undefined =>
  aliases[role].find((name) => typeof setting[name] === 'number');

/** The first change that the setting does not have already and the space allows, as something to try; `times` its seconds are what it costs. */
export function tryChange(
  course: Course,
  scene: Scene,
  changes: readonly Setting[],
  { says, times = 1 }: { readonly says: string; readonly times?: number },
): Advice {
  const allowed = changes
    .map((change) => held(change, scene.space))
    .find((change) => Object.entries(change).some(([name, value]) => course.setting[name] !== value));
  const cost = costWords(course, times);
  if (allowed === undefined) return { says, cost };
  const whole = { ...course.setting, ...allowed };
  const setting = scene.space ? onlyActive(scene.space, whole) : whole;
  const named = Object.entries(allowed).map(([name, value]) => `${name}=${valueIn(value)}`);
  return {
    says: `${says} Try ${named.join(', ')}.`,
    setting,
    ...commandFor(course, scene, allowed, setting),
    cost,
  };
}

const valueIn = (value: Value) => (typeof value === 'number' ? String(value) : formatValue(value));

/** Values that the space knows, held to its ranges; a name or a choice that it has not is left out. */
function held(change: Setting, space: Space | undefined): Setting {
  if (space === undefined) return change;
  const known = Object.entries(change).flatMap(([name, value]) => {
    const within = space[name] && heldValue(value, space[name]);
    return within === undefined ? [] : [[name, within] as const];
  });
  return Object.fromEntries(known);
}

function heldValue(value: Value, parameter: Space[string]): Value | undefined {
  if (parameter.kind === 'categorical') return parameter.choices.includes(value) ? value : undefined;
  if (typeof value !== 'number') return undefined;
  if (parameter.kind === 'ordinal')
    return [...parameter.values].sort((a, b) => Math.abs(Number(a) - value) - Math.abs(Number(b) - value))[0];
  const within = Math.min(parameter.high, Math.max(parameter.low, value));
  return parameter.kind === 'integer' ? Math.round(within) : Number(within.toPrecision(3));
}

function commandFor(
  course: Course,
  scene: Scene,
  change: Setting,
  setting: Setting,
): Pick<Advice, 'command'> {
  const { study, storage, best, file } = scene;
  const [first] = Object.entries(change);
  const isBest = study !== undefined && course.trial === best && Object.keys(change).length === 1;
  if (isBest || (file === undefined && study !== undefined)) {
    const where = storage === undefined || storage === usualStorage ? '' : ` --storage ${word(storage)}`;
    const guess = file === undefined ? ' --no-check' : '';
    return {
      command: `sweetspot what-if ${word(study!)} ${word(`${first![0]}=${first![1]}`)}${guess}${where}`,
    };
  }
  return file === undefined ? {} : { command: trainCommand(scene, setting) };
}

const trainCommand = (scene: Scene, setting: Setting) =>
  `sweetspot train ${fileWords(scene)} ${Object.entries(setting)
    .map(([name, value]) => `--set ${word(`${name}=${value}`)}`)
    .join(' ')}`;

/** The file and its target, as commands take them. */
export const fileWords = ({ file = 'FILE', target = [] }: Scene): string =>
  [word(file), ...[target].flat().map((name) => `--target ${word(name)}`)].join(' ');

const usualStorage = 'sqlite:///sweetspot/studies.db';

/** As a shell takes it. */
export const word = (text: string) =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** `About 3 s of training, twice this one's.` */
function costWords({ seconds }: Course, times: number): string {
  const as = times === 1 ? 'as long as this one' : `${short(times)} times this one's`;
  if (seconds === undefined) return `One more training, ${as}.`;
  return `About ${short(Number((seconds * times).toPrecision(2)))} s of training, ${as}.`;
}

/** Which trials stand behind what was seen of one training. */
export const behind = ({ trial }: Course): readonly number[] => (trial === undefined ? [] : [trial]);

/** How sentences name a training, and how they begin with it. */
export const nameOfTraining = ({ trial }: Course): string =>
  trial === undefined ? 'this training' : `trial #${trial}`;

export const titleOf = (course: Course): string => {
  const name = nameOfTraining(course);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** A cost as its score. */
export const scoreOf = (cost: number, { direction }: Scene): number =>
  direction === 'minimize' ? cost : -cost;
