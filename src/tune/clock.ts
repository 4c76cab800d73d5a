import { type Budget, confirmShare, searchShare } from './budget.js';

/** How far a run is in its budget, in seconds since it began. */
export interface Clock {
  elapsed(): number;
  /** With what earlier runs of the study have taken. */
  total(): number;
  /** When searching ends and when confirming has to be over; Infinity for a budget in trials. */
  readonly searchEnd: number;
  confirmEnd(): number;
  /** From now on only what is needed to report: called when a person interrupts. */
  hurry(): void;
}

/** What an interrupted run may still take for confirming, as a share of its budget and in seconds at most. */
const hurriedShare = 0.2;
const hurriedSeconds = 20;

/** `spent` seconds of the budget are gone already, in a study that goes on. */
export function clockFor(budget: Budget, began: number, spent: number): Clock {
  const elapsed = () => (performance.now() - began) / 1000;
  const seconds =
    'seconds' in budget
      ? Math.max(budget.seconds - spent, Math.min(hurriedSeconds, hurriedShare * budget.seconds))
      : Number.POSITIVE_INFINITY;
  let confirmEnd = seconds * confirmShare;
  return {
    elapsed,
    total: () => elapsed() + spent,
    searchEnd: seconds * searchShare,
    confirmEnd: () => confirmEnd,
    hurry() {
      const allowed = Number.isFinite(seconds)
        ? Math.min(hurriedSeconds, seconds * hurriedShare)
        : hurriedSeconds;
      confirmEnd = Math.min(confirmEnd, elapsed() + allowed);
    },
  };
}
