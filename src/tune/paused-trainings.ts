import type { PausedTraining } from './runner.js';

/** Where trials were paused, in memory. What has no room is forgotten: its trial is trained again from its beginning, with the same bits, should it go on. */
export interface PausedTrainings {
  keep(number: number, paused: PausedTraining): void;
  /** Hands it over: whoever takes it goes on with it. */
  take(number: number): PausedTraining | undefined;
  readonly size: number;
}

const usualBytes = 536_870_912;

/** Keeps as much as there is room for, the newest first. */
export function pausedTrainings(mostBytes = usualBytes): PausedTrainings {
  const kept = new Map<number, PausedTraining>();
  let bytes = 0;
  const take = (number: number) => {
    const found = kept.get(number);
    if (found) bytes -= bytesOf(found);
    kept.delete(number);
    return found;
  };
  return {
    keep(number, paused) {
      kept.set(number, paused);
      bytes += bytesOf(paused);
      while (bytes > mostBytes) take(kept.keys().next().value!);
    },
    take,
    get size() {
      return kept.size;
    },
  };
}

const bytesOf = ({ lanes }: PausedTraining): number =>
  lanes.reduce(
    (sum, { training: { network, progress }, predictions }) =>
      sum + network.byteLength + predictions.byteLength + (progress.best?.weights.byteLength ?? 0),
    0,
  );
