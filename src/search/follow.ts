import type { Setting } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';

/** Something that is built of a history's settings, one after the other, and can be taken back to the first `count` of them. */
export interface Follower {
  add(setting: Setting): void;
  keepFirst(count: number): void;
}

/**
 * Brings a follower in step with a history, whichever it was in step with before; quick where settings were only appended. It saves time and
 * changes nothing, for a trial's setting never changes. In the very array seen last only the end is looked at.
 */
export function follow(follower: Follower): (trials: readonly Trial[]) => void {
  const settings: Setting[] = [];
  let last: readonly Trial[] | undefined;
  return (trials) => {
    const same =
      trials === last && isPrefixEnd(settings, trials) ? settings.length : common(settings, trials);
    last = trials;
    if (same < settings.length) {
      settings.length = same;
      follower.keepFirst(same);
    }
    for (let i = same; i < trials.length; i++) {
      const { setting } = trials[i]!;
      settings.push(setting);
      follower.add(setting);
    }
  };
}

function isPrefixEnd(settings: readonly Setting[], trials: readonly Trial[]): boolean {
  const end = settings.length - 1;
  return end < 0 || (settings[0] === trials[0]?.setting && settings[end] === trials[end]?.setting);
}

function common(settings: readonly Setting[], trials: readonly Trial[]): number {
  const most = Math.min(settings.length, trials.length);
  let same = 0;
  while (same < most && settings[same] === trials[same]!.setting) same++;
  return same;
}
