import type { Progression, Step } from '../search/strategy/strategy.js';
import { checkSetting } from '../space/check-setting.js';
import { fix } from '../space/fix.js';
import type { Setting, Space } from '../space/parameter.js';
import type { StudyRecord } from '../study/trial.js';
import type { Plan } from './options.js';
import { isUsedUp } from './used-up.js';

/** A step, and for a new trial who proposed it and what is left of the queue. */
export type Next = Step & { readonly proposer?: string; readonly queue?: readonly Setting[] };

/** What else a decision depends on, beside the record. */
export interface Circumstances {
  /** How far each running trial is to be trained. */
  readonly targets: ReadonlyMap<number, number>;
  /** No trial with this number or a greater one is started. */
  readonly trials: number;
  /** What the study may cost altogether, in full trainings. */
  readonly trainings?: number;
}

/** What a free worker does next: a pure function of the record, its queue included. */
export function decide(plan: Plan, record: StudyRecord, circumstances: Circumstances): Next {
  const queue = queueOf(record);
  const isFull = record.trials.length >= circumstances.trials;
  if (!isFull && queue.length > 0) return fromQueue(plan, record, circumstances, queue);
  const isOver = !plan.repeat && isDeclared(plan, record) && isUsedUp(record.space, record.trials);
  const step = isOver && !hasPaused(record) ? usedUp : nextStep(plan, record, circumstances);
  if (step.kind !== 'start') return step;
  if (isFull) return full(circumstances);
  return isOver ? usedUp : step;
}

/** The settings that wait to be tried, oldest first. */
export const queueOf = ({ facts }: StudyRecord): readonly Setting[] =>
  (facts.queue as readonly Setting[] | undefined) ?? [];

/** The part of a setting that is declared; checked, as far as it goes. */
export function checkQueued(declared: Space, setting: Setting): void {
  const known = Object.entries(setting).filter(
    ([name]) => Object.hasOwn(declared, name) || Object.keys(declared).length > 0,
  );
  checkSetting(declared, Object.fromEntries(known), { partial: true });
}

const usedUp: Step = { kind: 'end', reason: 'every setting of the space was tried' };

const full = ({ trials }: Circumstances): Step => ({
  kind: 'end',
  reason: `it has its ${trials} ${trials === 1 ? 'trial' : 'trials'}`,
});

const hasPaused = ({ trials }: StudyRecord) => trials.some(({ state }) => state === 'paused');

/** Whether objectives have asked for nothing beyond the declared space. */
const isDeclared = (plan: Plan, { space }: StudyRecord) =>
  Object.keys(plan.space).length > 0 && Object.keys(space).length === Object.keys(plan.space).length;

function nextStep(plan: Plan, record: StudyRecord, circumstances: Circumstances): Next {
  const { strategy, sampler, fidelity } = plan;
  // Nothing is known yet of what the first trial will ask for.
  if (Object.keys(record.space).length === 0)
    return { kind: 'start', setting: {}, until: fidelity.most, proposer: 'the objective' };
  const step = strategy.next(progressionOf(plan, record, circumstances));
  return step.kind === 'start' ? { ...step, proposer: sampler?.name ?? strategy.name } : step;
}

/** The oldest setting of the queue, completed by the sampler; what the strategy wants to go on with comes before. */
function fromQueue(
  plan: Plan,
  record: StudyRecord,
  circumstances: Circumstances,
  [wanted, ...queue]: readonly Setting[],
): Next {
  const narrowed = { ...record, space: fix(record.space, onlyKnown(record.space, wanted!)) };
  const isWhole = Object.keys(narrowed.space).every((name) => name in wanted!);
  const step = nextStep(plan, isWhole ? record : narrowed, circumstances);
  if (step.kind === 'continue' || step.kind === 'wait') return step;
  const setting = isWhole || step.kind === 'end' ? wanted! : { ...step.setting, ...wanted };
  const until = step.kind === 'end' ? plan.fidelity.most : step.until;
  return { kind: 'start', setting, until, proposer: 'queue', queue };
}

const onlyKnown = (space: Space, setting: Setting): Setting =>
  Object.fromEntries(Object.entries(setting).filter(([name]) => Object.hasOwn(space, name)));

function progressionOf(plan: Plan, record: StudyRecord, circumstances: Circumstances): Progression {
  const { space, direction, trials, facts } = record;
  const { targets, trainings } = circumstances;
  return {
    space,
    direction,
    trials,
    seed: Number(facts.seed ?? 0),
    number: trials.length,
    fidelity: plan.fidelity,
    targets,
    ...(trainings === undefined ? {} : { fullTrainings: trainings }),
  };
}
