import { usageError } from '../error.js';
import { memoryStore } from '../study/store/memory.js';
import type { StudyRecord } from '../study/trial.js';
import { isDeepEqual } from './equal.js';
import { type Ledger, ledger } from './ledger.js';
import type { Plan } from './options.js';

/** Makes the study, or takes it up again. Throws when its name is taken and it may not be gone on with, or when it was made otherwise. */
export async function begin(plan: Plan): Promise<Ledger> {
  const store = plan.store ?? memoryStore();
  const { name, direction, space, seed = 0 } = plan;
  const known = plan.resume && (await store.list()).some((summary) => summary.name === name);
  if (known) return ledger(store, checked(await store.load(name), plan));
  const study = { name, direction, space, facts: { seed } };
  await store.create(study);
  return ledger(store, { ...study, trials: [] });
}

/** A study goes on only as what it began: another space, direction or seed would make another study of it. */
function checked(record: StudyRecord, plan: Plan): StudyRecord {
  if (record.direction !== plan.direction)
    throw differs(record, 'the direction', record.direction, plan.direction);
  if (plan.seed !== undefined && record.facts.seed !== undefined && record.facts.seed !== plan.seed)
    throw differs(record, 'the seed', record.facts.seed, plan.seed);
  for (const [name, parameter] of Object.entries(plan.space))
    if (!isDeepEqual(record.space[name], JSON.parse(JSON.stringify(parameter))))
      throw differs(record, `the hyperparameter "${name}"`, record.space[name], parameter);
  return record;
}

const differs = ({ name }: StudyRecord, what: string, was: unknown, is: unknown) =>
  usageError(
    `study "${name}" was made with another value of ${what}: ${JSON.stringify(was) ?? 'none'}, not ${JSON.stringify(is)}`,
    'Go on with what it was made with, or give the new study a name of its own.',
  );
