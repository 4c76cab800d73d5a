import type { Setting } from '../space/parameter.js';
import { epochsTrained } from '../study/outcome.js';
import type { Facts } from '../study/store/store.js';
import { type Circumstances, decide, type Next } from './decide.js';
import { end } from './ending.js';
import { report } from './report.js';
import { type RunningTrial, suggestions } from './running-trial.js';
import { goOn, type Live, type Session, trialOf } from './session.js';
import { suggestion } from './suggest.js';

/** A trial whose process ended more often than this while it ran is not tried again. */
const mostRestarts = 2;

/** The limits of a study; how far its running trials are to be trained is known here. */
export type Bounds = Omit<Circumstances, 'targets'>;

/** Starts the next trial or goes on with a paused one; back comes the trial, `wait`, or why there is nothing left to do. */
export async function handOutNext(
  session: Session,
  bounds: Bounds,
): Promise<RunningTrial | { readonly ended: string } | 'wait'> {
  const { plan, log } = session;
  const step = decide(plan, log.record, { ...bounds, targets: targetsOf(session) });
  if (step.kind === 'wait') return 'wait';
  if (step.kind === 'end') return { ended: step.reason };
  const facts = {
    ...(plan.fidelity.most > 1 ? { until: step.until } : {}),
    ...(step.why === undefined ? {} : { why: step.why }),
    ...step.facts,
  };
  if (step.kind === 'start') start(session, step, facts);
  else log.apply({ kind: 'continued', number: step.number, time: Date.now(), facts });
  await log.flush();
  return handOut(session, step.kind === 'start' ? log.record.trials.length - 1 : step.number, step.until);
}

/** Hands out a trial once more that a process left running; undefined when that has happened too often, and it has failed. */
export async function handOutAgain(session: Session, number: number): Promise<RunningTrial | undefined> {
  const { facts } = trialOf(session, number);
  const restarts = Number(facts.restarts ?? 0) + 1;
  if (restarts > mostRestarts) {
    const reason = `its process ended ${restarts} times while it ran`;
    await end(session, number, { state: 'failed', facts: { reason } });
    return undefined;
  }
  const time = Date.now();
  session.log.apply(
    { kind: 'paused', number, time },
    { kind: 'continued', number, time, facts: { restarts } },
  );
  await session.log.flush();
  return handOut(session, number, Number(facts.until ?? session.plan.fidelity.most));
}

/** How far each running trial is to be trained. */
const targetsOf = (session: Session): Map<number, number> =>
  new Map(
    [...session.live]
      .filter(([number]) => trialOf(session, number).state === 'running')
      .map(([number, { until }]) => [number, until]),
  );

/** What is not declared waits beside the setting until the objective asks for it. */
function start(
  { plan, log }: Session,
  { setting, proposer, queue }: Extract<Next, { kind: 'start' }>,
  facts: Facts,
): void {
  const isDeclared = (name: string) => Object.hasOwn(plan.space, name);
  const declared = filterNames(setting, isDeclared);
  const proposal = filterNames(setting, (name) => !isDeclared(name));
  const beside = Object.keys(proposal).length > 0 ? { proposal } : {};
  log.apply(
    {
      kind: 'started',
      number: log.record.trials.length,
      setting: declared,
      time: Date.now(),
      facts: { ...facts, proposer, ...beside },
    },
    ...(queue === undefined ? [] : [{ kind: 'noted' as const, facts: { queue } }]),
  );
}

const filterNames = (setting: Setting, keeps: (name: string) => boolean): Setting =>
  Object.fromEntries(Object.entries(setting).filter(([name]) => keeps(name)));

/** The trial as its objective sees it. Once it is told, nothing that it does is heard any more. */
function handOut(session: Session, number: number, until: number): RunningTrial {
  const { live, states, plan, log } = session;
  const mine: Live = { until, abort: new AbortController(), verdict: goOn, told: false };
  live.set(number, mine);
  const isHeard = () => live.get(number) === mine;
  return {
    number,
    get setting() {
      return trialOf(session, number).setting;
    },
    until,
    from: states.has(number) ? epochsTrained(trialOf(session, number)) : 0,
    state: states.get(number),
    signal: mine.abort.signal,
    save: (state) => {
      if (isHeard()) states.set(number, state);
    },
    report: (epoch, value) => {
      if (isHeard()) report(session, number, epoch, value);
    },
    shouldStop() {
      mine.told ||= mine.verdict.stop || mine.abort.signal.aborted;
      return mine.told;
    },
    ...suggestions((name, parameter) => {
      const trial = trialOf(session, number);
      const { value, isNew } = suggestion(log.record, trial, plan.space, name, parameter);
      if (isNew) log.apply({ kind: 'suggested', number, name, parameter, value });
      return value;
    }),
  };
}
