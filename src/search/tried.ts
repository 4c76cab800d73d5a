import type { Setting, Space } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { follow } from './follow.js';

/** Whether a history holds a setting, in whatever state its trial is. */
export function wasTried(space: Space, trials: readonly Trial[], setting: Setting): boolean {
  let index = indices.get(space);
  if (index === undefined) indices.set(space, (index = triedIndex(space)));
  return index(trials, setting);
}

const indices = new WeakMap<Space, ReturnType<typeof triedIndex>>();

/** Finds settings of a history by their values, however long it is. */
function triedIndex(space: Space) {
  const names = Object.keys(space);
  // Values tell a string from a number of the same look; a hyperparameter that does not exist has none.
  const keyOf = (setting: Setting) => JSON.stringify(names.map((name) => setting[name] ?? null));
  const keys: string[] = [];
  const counts = new Map<string, number>();
  const update = follow({
    add(setting) {
      const key = keyOf(setting);
      keys.push(key);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    keepFirst(count) {
      for (const key of keys.splice(count)) counts.set(key, counts.get(key)! - 1);
    },
  });
  return (trials: readonly Trial[], setting: Setting): boolean => {
    update(trials);
    return (counts.get(keyOf(setting)) ?? 0) > 0;
  };
}
