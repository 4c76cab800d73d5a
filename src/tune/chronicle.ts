import type { Clock } from './clock.js';
import type { BaselineEvent, PlanEvent, TuneEvent } from './event.js';
import type { Evidence } from './evidence/evidence.js';

/** What a run has told so far, for its report. */
export interface Chronicle {
  hear(event: TuneEvent): void;
  /** Absent before the plan. */
  readonly plan: PlanEvent | undefined;
  readonly baselines: readonly BaselineEvent[];
  readonly findings: readonly string[];
  /** The phases until now; the last one ends now. */
  phases(): Evidence['phases'];
}

export function chronicleOf(clock: Pick<Clock, 'elapsed'>): Chronicle {
  let plan: PlanEvent | undefined;
  const baselines: BaselineEvent[] = [];
  const findings: string[] = [];
  const begun: { phase: Evidence['phases'][number]['phase']; at: number }[] = [];
  return {
    hear(event) {
      if (event.event === 'plan') plan = event;
      else if (event.event === 'baseline') baselines.push(event);
      else if (event.event === 'finding') findings.push(event.text);
      else if (event.event === 'phase') begun.push({ phase: event.phase, at: clock.elapsed() });
    },
    get plan() {
      return plan;
    },
    baselines,
    findings,
    phases() {
      const now = clock.elapsed();
      return begun.map(({ phase, at }, i) => ({ phase, seconds: (begun[i + 1]?.at ?? now) - at }));
    },
  };
}
