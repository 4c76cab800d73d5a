import { epochsTrained, isFinished, lastReport, valueWhenStopped } from '../study/outcome.js';
import type { Facts } from '../study/store/store.js';
import type { Trial } from '../study/trial.js';
import { outcomeOf } from './outcome.js';
import { type Session, trialOf } from './session.js';

/** How a trial ends. */
export interface Ending {
  readonly state: 'complete' | 'stopped' | 'diverged' | 'failed';
  readonly value?: number | undefined;
  readonly facts?: Facts;
}

/** Ends a trial; it is safe in the store when the promise resolves. */
export async function end(session: Session, number: number, { value, ...ending }: Ending): Promise<Trial> {
  const score = value === undefined ? {} : { value };
  session.log.apply({ kind: 'finished', number, ...ending, ...score, time: Date.now() });
  session.live.delete(number);
  session.states.delete(number);
  await session.log.flush();
  return trialOf(session, number);
}

/** Ends a trial, or pauses it, by what its objective gave back. */
export async function tell(session: Session, number: number, returned: unknown): Promise<Trial> {
  const { fidelity } = session.plan;
  const trial = trialOf(session, number);
  if (wasTold(session, number)) return endStopped(session, number);
  const outcome = outcomeOf(returned, session.log.record.direction);
  if (outcome.state !== 'complete')
    return end(session, number, { state: outcome.state, facts: { reason: outcome.reason } });
  const until = session.live.get(number)?.until ?? Number(trial.facts.until ?? fidelity.most);
  if (fidelity.most > 1 && !isFinished(trial)) reportEnd(session, number, until, outcome.value);
  return until < fidelity.most ? pause(session, number) : end(session, number, outcome);
}

/** Ends a running trial where it is: stopped, or failed when it has reported nothing. */
export function halt(session: Session, number: number, reason: string): Promise<Trial> {
  const trial = trialOf(session, number);
  const state = lastReport(trial) === undefined ? 'failed' : 'stopped';
  return end(session, number, { state, value: valueWhenStopped(trial), facts: { reason } });
}

/** Whether a trial was told to stop by its stopping rule. */
export function wasTold({ live }: Session, number: number): boolean {
  const mine = live.get(number);
  return mine?.told === true && mine.verdict.stop;
}

function endStopped(session: Session, number: number): Promise<Trial> {
  const reason = session.live.get(number)?.verdict.reason ?? session.plan.stopping?.name;
  return end(session, number, { state: 'stopped', facts: { reason } });
}

async function pause(session: Session, number: number): Promise<Trial> {
  session.log.apply({ kind: 'paused', number, time: Date.now() });
  session.live.delete(number);
  await session.log.flush();
  return trialOf(session, number);
}

/** What a trial gave back counts as its report where it ends, when it made none there. */
function reportEnd(session: Session, number: number, until: number, value: number): void {
  if (epochsTrained(trialOf(session, number)) < until)
    session.log.apply({ kind: 'reported', number, values: [{ epoch: until, value }] });
}
