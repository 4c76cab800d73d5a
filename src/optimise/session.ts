import { usageError } from '../error.js';
import type { Decision } from '../search/stopping/rule.js';
import type { Setting } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { begin } from './begin.js';
import { checkQueued, queueOf } from './decide.js';
import type { Ledger } from './ledger.js';
import type { Plan } from './options.js';

/** An open study: what it is to be, its record on the way to the store, and what is known of its trials beside that. */
export interface Session {
  readonly plan: Plan;
  readonly log: Ledger;
  /** Trials that were handed out and not told yet, by number. */
  readonly live: Map<number, Live>;
  /** What trials saved, by number. */
  readonly states: Map<number, unknown>;
}

/** A trial that was handed out. */
export interface Live {
  /** How far it is to be trained. */
  readonly until: number;
  readonly abort: AbortController;
  /** The last word of the stopping rule, and whether the objective has heard it. */
  verdict: Decision;
  told: boolean;
}

export const goOn: Decision = { stop: false };

/** Makes or takes up the study, with the settings that are to be tried first in its queue. */
export async function openSession(plan: Plan): Promise<Session> {
  const session = { plan, log: await begin(plan), live: new Map(), states: new Map() };
  const { record } = session.log;
  const known = [...queueOf(record), ...record.trials.map(({ setting }) => setting)];
  const first = plan.first.filter((wanted) => !known.some((setting) => has(setting, wanted)));
  if (first.length > 0) await enqueue(session, first);
  return session;
}

/** Puts settings at the end of the queue. Throws when one cannot be. */
export async function enqueue({ plan, log }: Session, settings: readonly Setting[]): Promise<void> {
  for (const setting of settings) checkQueued(plan.space, setting);
  log.apply({ kind: 'noted', facts: { queue: [...queueOf(log.record), ...settings] } });
  await log.flush();
}

/** The trial with this number. Throws when there is none. */
export function trialOf({ log }: Session, number: number): Trial {
  const trial = log.record.trials[number];
  if (trial === undefined) throw usageError(`study "${log.record.name}" has no trial ${number}`);
  return trial;
}

/** Whether a setting has all the values of another. */
const has = (whole: Setting, part: Setting): boolean =>
  Object.entries(part).every(([name, value]) => whole[name] === value);
