// The lcbench suite: a surrogate of real training runs (YAHPO Gym, Pfisterer et al. 2022, built on LCBench, Zimmer et al. 2021), 52 epochs, of which
// the first is the network before training.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stream } from '../../dist/math/random.js';
import { float, integer, space } from '../../dist/space/define.js';
import { sampleUniform } from '../../dist/space/prior.js';
import { folderOf } from './folder.mjs';

export const fidelity = { unit: 'epochs', least: 2, most: 52 };
export const budgets = [1, 2, 5, 10, 20, 50];

const parameters = {
  batch_size: (prior) => integer(16, 512, { log: true, prior }),
  learning_rate: (prior) => float(1e-4, 0.1, { log: true, prior }),
  momentum: (prior) => float(0.1, 0.99, { prior }),
  weight_decay: (prior) => float(1e-5, 0.1, { log: true, prior }),
  num_layers: (prior, most) => integer(1, most, { prior }),
  max_units: (prior) => integer(64, 1024, { log: true, prior }),
  max_dropout: (prior) => float(0, 1, { prior }),
};
/** The published space has 5 layers, which the surrogate was not taught; beliefs of the folder may name them. */
const usualLayers = 4;

let opened;

async function open() {
  if (opened) return opened;
  const folder = folderOf('yahpo-lcbench', 'github.com/slds-lmu/yahpo_data, scenario lcbench');
  const { loadLcbench } = await import(pathToFileURL(join(folder, 'evaluate.mjs')).href);
  const known = readdirSync(folder)
    .filter((name) => name.endsWith('-tasks.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  opened = { folder, known, ...loadLcbench(folder) };
  return opened;
}

/** The tasks that `--tasks all` means: those whose optimum the folder gives. */
export async function taskNames() {
  return (await open()).known.map(({ task }) => String(task));
}

/** One task; `prior`: the name of a belief in the folder's `priors`, held with `confidence`; a belief in more `layers` than there are is one in the most. */
export async function openTask(name, { prior, confidence = 0.75, layers = usualLayers } = {}) {
  const { evaluate, known, folder } = await open();
  const accuracy = (setting, epoch) => evaluate(name, { ...setting, epoch }).val_accuracy;
  const told = known.find(({ task }) => String(task) === name);
  const { best, worst } = told && layers === usualLayers ? told : better(look(name, accuracy, layers), told);
  const centres = prior ? readPrior(folder, name, prior) : undefined;
  const definition = Object.entries(parameters).map(([key, make]) => [
    key,
    make(
      centres && { centre: key === 'num_layers' ? Math.min(centres[key], layers) : centres[key], confidence },
      layers,
    ),
  ]);
  return {
    suite: 'lcbench',
    name,
    space: space(Object.fromEntries(definition)),
    direction: 'maximize',
    fidelity,
    evaluate: accuracy,
    regret: (value) => (best - value) / (best - worst),
  };
}

function readPrior(folder, task, name) {
  const file = join(folder, 'priors', `lcbench-${task}-${name}.yaml`);
  if (!existsSync(file)) throw new Error(`task ${task} has no prior "${name}": there is no ${file}`);
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => line.split(': ')).map(([key, value]) => [key, Number(value)]),
  );
}

/** Best and worst of a task that the folder says nothing of: the ends of random settings, the best of them improved by small steps. */
function look(name, accuracy, layers) {
  const key = `${name}, ${layers} layers`;
  looked.set(key, looked.get(key) ?? lookFor(name, accuracy, layers));
  return looked.get(key);
}

const looked = new Map();

/** The better one of two ranges, as far as both are known. */
const better = (found, told) => (told && told.best > found.best ? { ...found, best: told.best } : found);

function lookFor(name, accuracy, layers) {
  const base = space(
    Object.fromEntries(Object.entries(parameters).map(([key, make]) => [key, make(undefined, layers)])),
  );
  const random = stream(Number(name) >>> 0, 0, 'bench: look');
  const last = (setting) => accuracy(setting, fidelity.most);
  const drawn = Array.from({ length: 10_000 }, () => sampleUniform(base, random));
  const scored = drawn
    .map((setting) => ({ setting, value: last(setting) }))
    .sort((a, b) => b.value - a.value);
  const tops = scored.slice(0, 10).map((start) => climb(start, base, last, random));
  const best = Math.max(...tops.map(({ value }) => value));
  process.stderr.write(
    `task ${name}: its optimum is not in the folder; the best of a search, ${best.toFixed(3)}, stands for it\n`,
  );
  return { best, worst: scored.at(-1).value };
}

function climb(start, base, score, random) {
  let top = start;
  for (let step = 0; step < 1_000; step++) {
    const near = sampleUniform(base, random);
    const keys = Object.keys(base).filter(() => random.uniform() < 0.3);
    const share = random.uniform() < 0.5 ? 1 : 0.1;
    const setting = { ...top.setting };
    for (const key of keys) setting[key] = mixed(base[key], top.setting[key], near[key], share);
    const value = score(setting);
    if (value > top.value) top = { setting, value };
  }
  return top;
}

function mixed({ kind, log, low, high }, a, b, share) {
  const value = log ? Math.exp(Math.log(a) + share * (Math.log(b) - Math.log(a))) : a + share * (b - a);
  return Math.min(high, Math.max(low, kind === 'integer' ? Math.round(value) : value));
}
