import { usageError } from '../error.js';
import type { Decision } from '../search/stopping/rule.js';
import { goOn, type Session, trialOf } from './session.js';

/** Takes down the value of a trial at an epoch; back comes what the stopping rule says to it. Throws for what is no epoch or no number. */
export function report(session: Session, number: number, epoch: number, value: number): Decision {
  if (!Number.isInteger(epoch) || epoch < 0)
    throw usageError(`trial ${number} reported epoch ${String(epoch)}`, 'Epochs are whole numbers, from 1.');
  if (typeof value !== 'number')
    throw usageError(
      `trial ${number} reported ${JSON.stringify(value)} at epoch ${epoch}`,
      'Report a number.',
    );
  session.log.apply({ kind: 'reported', number, values: [{ epoch, value }] });
  const verdict = judge(session, number);
  const mine = session.live.get(number);
  if (mine && verdict.stop) mine.verdict = verdict;
  return verdict;
}

function judge(session: Session, number: number): Decision {
  const { stopping } = session.plan;
  if (stopping === undefined) return goOn;
  const { trials, direction } = session.log.record;
  const others = trials.filter((trial) => trial.number !== number);
  return stopping.decide({ number, intermediate: trialOf(session, number).intermediate }, others, direction);
}
