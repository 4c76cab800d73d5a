import type { DataOptions } from '../data/task.js';
import { usageError } from '../error.js';
import { scalesOf } from '../model/measure.js';
import type { Space } from '../space/parameter.js';
import { abandonRunning } from '../study/history.js';
import { isFinished } from '../study/outcome.js';
import type { Facts, Store } from '../study/store/store.js';
import type { StudyRecord } from '../study/trial.js';
import type { Budget } from './budget.js';
import { type EngineName, engineOf, refuseOtherEngine } from './engine-name.js';
import { type Owner, refuseOwned } from './owner.js';
import type { Prepared } from './prepare.js';
import { refuseOlder, studyFormat } from './study-format.js';
import { type StudyLog, studyLog } from './study-log.js';

/** Where the rows come from, so that a study can be taken up again and its trials replayed. */
export interface Source {
  /** As people see it. */
  readonly file: string;
  /** Absolute path, or an http(s) address; absent for rows that were piped in or given in memory. */
  readonly path?: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface StudyOptions {
  readonly name: string;
  readonly store: Store;
  readonly resume: boolean;
  readonly prepared: Prepared;
  readonly space: Space;
  readonly data: DataOptions;
  readonly source: Source;
  readonly testSource?: Source;
  readonly validationSource?: Source;
  readonly seed: number;
  /** Default plain. */
  readonly trainedOn?: EngineName;
  readonly budget: Budget;
  /** Whether the budget comes on top of what the study has used; default false: it is for the study as a whole. */
  readonly onTop?: boolean;
  readonly owner: Owner;
  readonly now: () => number;
}

export interface StartedStudy {
  readonly log: StudyLog;
  readonly resumed: boolean;
  /** What the study may use as a whole. */
  readonly budget: Budget;
  /** Seconds that earlier runs have spent of it. */
  readonly spent: number;
}

/** Creates the study, or takes it up again; a name that is taken is refused unless `resume` (the store says so). */
export async function startStudy(options: StudyOptions): Promise<StartedStudy> {
  const { store, name, prepared, space, resume } = options;
  const facts = studyFacts(options);
  const known = resume && (await store.list()).some((summary) => summary.name === name);
  if (!known) {
    const study = { name, direction: prepared.direction, space, facts };
    await store.create(study);
    return {
      log: studyLog(store, { ...study, trials: [] }),
      resumed: false,
      budget: options.budget,
      spent: 0,
    };
  }
  const record = await store.load(name);
  refuseOwned(name, record.facts, options.owner, options.now());
  refuseOther(record, facts);
  const spent = spentBy(record);
  const budget = options.onTop ? added(options.budget, record, spent) : options.budget;
  if (!options.onTop) refuseSpent(record, budget, spent);
  const changes = abandonRunning(record.trials, options.now());
  if (changes.length > 0) await store.write(name, changes);
  const again = await store.load(name);
  const log = studyLog(store, again);
  // The last answer stands until there is another.
  log.note({ budget, going_on: true });
  return { log, resumed: true, budget, spent };
}

const added = (budget: Budget, { trials }: StudyRecord, spent: number): Budget =>
  'seconds' in budget
    ? { seconds: budget.seconds + spent }
    : { trials: budget.trials + trials.filter(isFinished).length };

/** A study that has reported since it last went on, and has used its budget, needs a new one. */
function refuseSpent({ name, facts, trials }: StudyRecord, budget: Budget, spent: number) {
  if (!facts.finished || facts.going_on) return;
  const used = 'seconds' in budget ? spent >= 0.9 * budget.seconds : trials.length >= budget.trials;
  if (!used) return;
  const [was, is] =
    'seconds' in budget
      ? [`${Math.round(spent)} s`, `${budget.seconds} s`]
      : [`${trials.length} trials`, `${budget.trials}`];
  throw usageError(
    `study "${name}" has finished: it has used ${was} of a budget of ${is}.`,
    'Give it more on top with --for 5m, or a larger --budget for the study as a whole.',
  );
}

/** What replaying and resuming need; plain JSON. */
function studyFacts(options: StudyOptions): Facts {
  const { prepared, source, testSource, validationSource, data, seed, budget, trainedOn } = options;
  const [{ targets }] = prepared.measures;
  return {
    format: studyFormat,
    task: prepared.task,
    metric: prepared.metric,
    target: data.target,
    ...(targets && { scales: scalesOf(targets) }),
    data: { ...source, options: data },
    test: testSource ?? null,
    validation: validationSource ?? null,
    rows: prepared.sizes,
    seed,
    ...(trainedOn === 'fused' && { engine: trainedOn }),
    budget,
    folds: prepared.folds,
    ...(prepared.part(0).part.windowed && { windows: true }),
  };
}

/** A study goes on only with what it began with: other rows, another target or metric would mix what cannot be compared. */
function refuseOther(record: StudyRecord, facts: Facts) {
  const differs = (what: string, was: unknown, is: unknown) =>
    usageError(
      `study "${record.name}" was made with ${what} ${JSON.stringify(was)}, not ${JSON.stringify(is)}.`,
      `Go on with what it was made with, or give the new study a name of its own with --study.`,
    );
  const hash = (from: Facts) => (from.data as Source | undefined)?.sha256;
  if (hash(record.facts) === undefined)
    throw usageError(
      `study "${record.name}" was not made by sweetspot tune.`,
      'Choose another name with --study.',
    );
  refuseOlder(record);
  const file = (from: Facts) => (from.data as Source | undefined)?.file;
  if (hash(record.facts) !== hash(facts))
    throw usageError(
      file(record.facts) === file(facts)
        ? `study "${record.name}" was made with ${file(facts)} as it was before; the file has changed since.`
        : `study "${record.name}" was made with ${file(record.facts)}; ${file(facts)} is another file.`,
      'Go on with the file that it was made with, or give the new study a name of its own with --study.',
    );
  const options = (from: Facts) =>
    JSON.stringify((from.data as { options?: DataOptions } | undefined)?.options ?? {});
  if (options(record.facts) !== options(facts))
    throw differs('what the data mean', JSON.parse(options(record.facts)), JSON.parse(options(facts)));
  for (const part of ['test', 'validation']) {
    const hashIn = (from: Facts) => (from[part] as Source | null | undefined)?.sha256 ?? `no ${part} file`;
    if (hashIn(record.facts) !== hashIn(facts))
      throw differs(`a ${part} file of SHA-256`, hashIn(record.facts), hashIn(facts));
  }
  refuseOtherEngine(record, engineOf({ facts }));
  for (const what of ['target', 'metric', 'task', 'seed', 'folds'])
    if (JSON.stringify(record.facts[what]) !== JSON.stringify(facts[what]))
      throw differs(what, record.facts[what], facts[what]);
}

/** Until the end of the last report, or else of the last trial. */
const spentBy = (record: StudyRecord) =>
  record.trials.reduce(
    (most, trial) => Math.max(most, Number(trial.facts.elapsed ?? 0)),
    Number(record.facts.spent ?? 0),
  );
