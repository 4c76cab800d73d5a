// Checks that Optuna (Python) and we see the same study in one database, trial by trial, and that each reads what the other wrote.
//   node scripts/check-optuna.mjs                    a made-up study with every kind of hyperparameter, state and value
//   node scripts/check-optuna.mjs STORAGE [STUDY]    a study of yours (all of them without STUDY); it is copied, never changed
// PYTHON names the interpreter that the virtual environment is made with; default python3.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { openStore } from '../dist/platform/node/open-store.js';
import { openDatabase } from '../dist/platform/node/sqlite/driver.js';
import { parseSqliteLocation } from '../dist/platform/node/sqlite/location.js';
import { isAllowed } from '../dist/space/constraint.js';
import { boolean, categorical, float, integer, powers, space } from '../dist/space/define.js';
import { bestTrial } from '../dist/study/history.js';
import { toDistribution } from '../dist/study/store/optuna/distribution.js';
import { parsePythonJson } from '../dist/study/store/optuna/python-json.js';
import { toOptunaState } from '../dist/study/store/optuna/state.js';

const optunaVersion = '5.0.0';
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-optuna-'));
let failures = 0;

class CannotRun extends Error {}

try {
  const [storage, study] = process.argv.slice(2);
  const python = preparePython();
  const copy = join(folder, 'studies.db');
  if (storage === undefined) await writeStudies(copy);
  else copyDatabase(parseSqliteLocation(storage).path, copy);
  const names = study === undefined ? await studyNames(copy) : [study];
  for (const name of names) await checkStudy(python, copy, name);
  await checkOptunasOwn(python, copy);
} catch (error) {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  failures += 1;
} finally {
  rmSync(folder, { recursive: true });
}
console.log(failures === 0 ? 'Optuna and we agree.' : `${failures} checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;

/** The interpreter of a virtual environment with Optuna, made once in build/. */
function preparePython() {
  const environment = join(root, 'build', 'optuna');
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const hasOptuna = () =>
    existsSync(python) &&
    spawnSync(python, ['-c', `import optuna; assert optuna.__version__ == '${optunaVersion}'`]).status === 0;
  if (hasOptuna()) return python;
  const system = process.env.PYTHON ?? 'python3';
  mkdirSync(join(root, 'build'), { recursive: true });
  must(
    system,
    ['-m', 'venv', environment],
    `"${system}" cannot make a virtual environment; install Python 3.9 or later, or set PYTHON`,
  );
  must(
    python,
    ['-m', 'pip', 'install', '--quiet', `optuna==${optunaVersion}`],
    `pip cannot install optuna==${optunaVersion}`,
  );
  return python;
}

function must(command, args, complaint) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new CannotRun(`check:optuna cannot run: ${complaint}.\n${error?.message ?? stderr}`);
}

function copyDatabase(from, to) {
  const database = openDatabase(from);
  database.prepare('VACUUM INTO ?').run(to);
  database.close();
}

async function studyNames(path) {
  const store = await openStore(path);
  const studies = await store.list();
  await store.close();
  return studies.map(({ name }) => name);
}

async function load(path, name) {
  const store = await openStore(path);
  const study = await store.load(name);
  await store.close();
  return study;
}

/** What Optuna sees; in a time zone far from UTC, so that a mistaken one shows. */
function ask(python, command, path, name) {
  const script = join(root, 'scripts', 'reference', 'optuna_study.py');
  const { status, stdout, stderr } = spawnSync(python, [script, command, `sqlite:///${path}`, name], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'Asia/Kolkata', PYTHONWARNINGS: 'ignore' },
    maxBuffer: 1 << 30,
  });
  if (status === 0) return parsePythonJson(stdout);
  check(`Optuna can ${command} it`, false, stderr.trim().split('\n').at(-1));
  return undefined;
}

async function checkStudy(python, path, name) {
  console.log(`study "${name}"`);
  const ours = await load(path, name);
  const theirs = ask(python, 'dump', path, name);
  if (theirs === undefined) return;
  compareStudies(ours, theirs);
  if (ours.trials.length === 0) return;

  console.log(`study "${name}", gone on with by Optuna`);
  const continued = ask(python, 'continue', path, name);
  if (continued === undefined) return;
  const after = await load(path, name);
  check(
    'a trial that Optuna adds leaves the others as they were',
    isDeepStrictEqual(after.trials.slice(0, -1), ours.trials),
  );
  compareStudies(after, continued);
  same('the value that Optuna gave it', after.trials.at(-1).value, 0.123456789);
  same('its attribute is a fact', after.trials.at(-1).facts.who, 'Optuna');
}

/** A study that Optuna made: we read it, add a trial, and Optuna reads that. */
async function checkOptunasOwn(python, path) {
  const name = 'made by Optuna for this check';
  console.log(`study "${name}"`);
  const made = ask(python, 'make', path, name);
  if (made === undefined) return;
  const study = await load(path, name);
  compareStudies(study, made, { foreign: true });
  same('attribute of the study', study.facts.note, { from: 'Optuna' });
  same('attribute of a trial', study.trials[0].facts.list, [1, 'x', Number.NaN]);

  console.log(`study "${name}", gone on with by us`);
  const store = await openStore(path);
  const number = study.trials.length;
  const { setting } = study.trials.find(({ state }) => state === 'complete');
  await store.write(name, [
    { kind: 'started', number, setting, time: Date.now() },
    { kind: 'reported', number, values: [{ epoch: 1, value: 2 }] },
    { kind: 'finished', number, state: 'stopped', time: Date.now() },
  ]);
  await store.close();
  const after = ask(python, 'continue', path, name);
  if (after !== undefined) compareStudies(await load(path, name), after, { foreign: true });
}

function compareStudies(ours, theirs, { foreign = false } = {}) {
  same('direction', ours.direction.toUpperCase(), theirs.direction);
  if (typeof ours.facts.metric === 'string') same('metric', [ours.facts.metric], theirs.metricNames);
  same('count of trials', ours.trials.length, theirs.trials.length);
  const wanted = ours.trials.map((trial) => expected(trial, ours));
  const seen = theirs.trials.map((trial) => (foreign ? asWeReadIt(trial) : trial));
  for (const key of Object.keys(wanted[0] ?? {})) {
    if (foreign && key === 'distributions') continue;
    const differing = wanted.findIndex((trial, i) => !isDeepStrictEqual(trial[key], seen[i]?.[key]));
    if (differing < 0) check(`${key}: ${summary(key, wanted)}`, true);
    else same(`${key} of trial ${differing}`, wanted[differing][key], seen[differing]?.[key]);
  }
  const best = bestTrial(ours.trials, ours.direction);
  const theirBest = theirs.trials[theirs.best]?.values[0];
  if (best !== undefined && Number.isFinite(theirBest))
    same('value of the best trial', best.value, theirBest);
}

function summary(key, trials) {
  if (key !== 'state') return trials.reduce((sum, trial) => sum + sizeOf(trial[key]), 0);
  const states = [...new Set(trials.map(({ state }) => state))];
  return states
    .map((state) => `${trials.filter((trial) => trial.state === state).length} ${state}`)
    .join(', ');
}

function sizeOf(part) {
  if (part === null) return 0;
  return typeof part === 'object' ? Object.keys(part).length : 1;
}

/** We have no null among values, no waiting trials, and steps such as 0.6 instead of 0.1 · 6. A paused trial is running. */
function asWeReadIt(trial) {
  const params = Object.entries(trial.params).map(([name, value]) => {
    const { name: kind, attributes } = trial.distributions[name];
    const isStep = kind === 'FloatDistribution' && attributes.step !== null;
    return [name, isStep ? Number(value.toPrecision(12)) : (value ?? 'None')];
  });
  const state = trial.state === 'WAITING' ? 'RUNNING' : trial.state;
  return { ...trial, params: Object.fromEntries(params), state, start: trial.start ?? 0 };
}

/** A trial of ours as Optuna is to see it. */
function expected(trial, { space: over }) {
  const names = Object.keys(trial.setting);
  return {
    number: trial.number,
    state: toOptunaState(trial.state),
    values: trial.value === undefined ? null : [trial.value],
    params: { ...trial.setting },
    distributions: Object.fromEntries(names.map((name) => [name, plain(toDistribution(over[name]))])),
    intermediate: trial.intermediate.map(({ epoch, value }) => [epoch, value]),
    start: trial.started,
    complete: trial.finished ?? null,
  };
}

function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

function same(what, ours, theirs) {
  check(what, isDeepStrictEqual(ours, theirs), `we see ${show(ours)}, Optuna sees ${show(theirs)}`);
}

function show(value) {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300);
}

function check(what, holds, complaint) {
  console.log(`  ${holds ? 'ok    ' : 'FAILED'} ${what}${holds || !complaint ? '' : `: ${complaint}`}`);
  if (!holds) failures += 1;
}

/** What the constraints forbid never comes to Optuna's eyes: we refuse to write it. */
function checkForbidden(over, base) {
  for (const wrong of [
    { norm: false, momentum: 0 },
    { layers: 4, weight_decay: 0.6 },
  ])
    check(`${JSON.stringify(wrong)} is not allowed`, !isAllowed(over, { ...base, ...wrong }));
}

/** Two studies with all that a store has to carry across. */
async function writeStudies(path) {
  const store = await openStore(path);
  const over = space(
    {
      batch_size: powers(2, 8, 4096, { prior: { centre: 32, confidence: 0.5 } }),
      loss: categorical(['squared', 'absolute', 'hüber "1"']),
      huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['hüber "1"'] } }),
      learning_rate: float(1e-5, 1, { log: true }),
      neurons: integer(4, 512, { log: true }),
      layers: integer(0, 4),
      dropout: float(0, 0.5),
      norm: boolean(),
      weight_decay: float(0, 1, { step: 0.1 }),
      patience: integer(8, 64, { step: 8 }),
      embedding: integer(16, 512, { log: true, step: 16 }),
      momentum: float(0, 0.99, { when: { parameter: 'norm', values: [false] } }),
    },
    {
      forbid: [{ norm: false, momentum: 0 }],
      limit: [{ sum: { layers: 1, weight_decay: 4 }, most: 6 }],
    },
  );
  const base = {
    batch_size: 256,
    loss: 'squared',
    learning_rate: 1 / 3e3,
    neurons: 77,
    layers: 2,
    dropout: 0.1,
    norm: true,
    weight_decay: 0.3,
    patience: 24,
    embedding: 48,
  };
  const time = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
  const start = (number, more = {}) => ({
    kind: 'started',
    number,
    time: time + number,
    setting: { ...base, ...more },
  });
  const report = (number, ...values) => ({
    kind: 'reported',
    number,
    values: values.map((value, i) => ({ epoch: i + 1, value })),
  });
  const finish = (number, state, value) => ({
    kind: 'finished',
    number,
    state,
    value,
    time: time + 1000 * number + 999,
  });
  const changes = [
    start(0, { loss: 'hüber "1"', huber_delta: 0.1 + 0.2 }),
    report(0, 3, 2.5, 1 / 3),
    finish(0, 'complete', 1 / 3),
    start(1, { batch_size: 8, layers: 0, norm: false, momentum: 0.9, weight_decay: 0.7 }),
    report(1, 9, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 4),
    finish(1, 'stopped'),
    start(2, { learning_rate: 1 }),
    report(2, 1e300, Number.NaN),
    finish(2, 'diverged'),
    start(3),
    finish(3, 'failed'),
    start(4, { loss: 'absolute', neurons: 512, dropout: 0 }),
    report(4, 0.1),
    start(5, { batch_size: 4096 }),
    report(5, Number.POSITIVE_INFINITY),
    finish(5, 'stopped'),
    start(6),
    report(6, 1, Number.NaN),
    finish(6, 'stopped'),
    start(7, { learning_rate: 1e-5 }),
    finish(7, 'complete', Number.POSITIVE_INFINITY),
    start(8, { learning_rate: 1e-4 }),
    finish(8, 'complete', 0.25),
    start(9, { weight_decay: 1, layers: 2 }),
    report(9, 3, 2),
    { kind: 'paused', number: 9, time },
    start(10, { embedding: 512 }),
    report(10, 4),
    { kind: 'paused', number: 10, time },
    { kind: 'continued', number: 10, time },
    report(10, 4, 3, 1),
    finish(10, 'complete', 1),
    start(11),
    report(11, 5, 4),
    { kind: 'paused', number: 11, time },
    finish(11, 'stopped'),
    // Asked for as the trial ran.
    start(12),
    {
      kind: 'suggested',
      number: 12,
      name: 'temperature',
      parameter: float(0.5, 2, { step: 0.5 }),
      value: 1.5,
    },
    finish(12, 'complete', 0.5),
  ];
  checkForbidden(over, base);
  for (const [name, direction] of [
    ['houses', 'minimize'],
    ['scores', 'maximize'],
  ]) {
    await store.create({ name, direction, space: over, facts: { metric: 'rmse', seed: 1 } });
    const turned = changes.map((change) =>
      change.value === Number.POSITIVE_INFINITY && direction === 'maximize'
        ? { ...change, value: Number.NEGATIVE_INFINITY }
        : change,
    );
    await store.write(name, turned);
  }
  await store.close();
}
