import type { BaselineEvent, TuneEvent } from '../../tune/event.js';
import type { Standing } from '../render/progress.js';

/** Gathers what the block shows beside progress. */
export function followStanding(): Standing & { follow(event: TuneEvent): void } {
  const standing = {
    direction: 'minimize' as Standing['direction'],
    workers: 1,
    toBeat: undefined as BaselineEvent | undefined,
    counts: { running: 0, paused: 0, complete: 0, stopped: 0, diverged: 0, failed: 0 },
    follow(event: TuneEvent) {
      if (event.event === 'data') standing.direction = event.direction;
      if (event.event === 'plan') standing.workers = event.workers;
      if (event.event === 'trial') standing.counts[event.state]++;
      if (event.event === 'baseline' && event.name === 'linear') standing.toBeat = event;
    },
  };
  return standing;
}
