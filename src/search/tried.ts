import { isSameSetting } from '../space/active.js';
import type { Setting, Space, Value } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { follow } from './follow.js';

/** Whether a history holds a setting, in whatever state its trial is. */
export function wasTried(space: Space, trials: readonly Trial[], setting: Setting): boolean {
  let index = indices.get(space);
  if (index === undefined) indices.set(space, (index = triedIndex(space)));
  return index(trials, setting);
}

const indices = new WeakMap<Space, ReturnType<typeof triedIndex>>();

/** Finds settings of a history by a hash of their values, however long it is. */
function triedIndex(space: Space) {
  const names = Object.keys(space);
  const hashes: number[] = [];
  const settings = new Map<number, Setting[]>();

  function hashOf(setting: Setting): number {
    let hash = 0;
    for (let i = 0; i < names.length; i++) hash = (Math.imul(hash, 31) + hashValue(setting[names[i]!])) | 0;
    return hash;
  }

  const update = follow({
    add(setting) {
      const hash = hashOf(setting);
      hashes.push(hash);
      const alike = settings.get(hash);
      if (alike === undefined) settings.set(hash, [setting]);
      else alike.push(setting);
    },
    // Settings were added in order, so the last one of a hash is the last of its list.
    keepFirst(count) {
      for (const hash of hashes.splice(count)) settings.get(hash)!.pop();
    },
  });
  return (trials: readonly Trial[], setting: Setting): boolean => {
    update(trials);
    return settings.get(hashOf(setting))?.some((one) => isSameSetting(space, one, setting)) ?? false;
  };
}

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** Equal values have equal hashes, 0 and −0 too. */
function hashValue(value: Value | undefined): number {
  if (typeof value === 'number') {
    number[0] = value + 0;
    return Math.imul(words[0]! ^ (words[1]! >>> 15), 0x85ebca6b) ^ words[1]!;
  }
  if (typeof value !== 'string') return value === undefined ? 1 : value ? 2 : 3;
  let hash = 7;
  for (let i = 0; i < value.length; i++) hash = (Math.imul(hash, 31) + value.charCodeAt(i)) | 0;
  return hash;
}
