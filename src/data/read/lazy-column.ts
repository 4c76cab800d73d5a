import type { Column } from '../table.js';

/** Up to so many texts are kept once they are made: 4 MB that save making them again in every round of a study. */
const keptRows = 100_000;

/**
 * A column whose texts are made when they are asked for and, when they are many, kept only as long as someone uses them: a million texts cost some
 * 40 MB, and what they are made from a tenth.
 */
export function lazyColumn(name: string, rows: number, textOf: (row: number) => string): Column {
  let kept: WeakRef<readonly string[]> | undefined;
  /** Looked at again and again within a loop, where asking the WeakRef would take longer than reading a text. */
  let inUse: readonly string[] | undefined;

  function make(): readonly string[] {
    const made: string[] = [];
    for (let row = 0; row < rows; row++) made.push(textOf(row));
    return made;
  }

  return {
    name,
    get values() {
      if (inUse !== undefined) return inUse;
      inUse = kept?.deref() ?? make();
      if (rows <= keptRows) return inUse;
      kept = new WeakRef(inUse);
      queueMicrotask(() => {
        inUse = undefined;
      });
      return inUse;
    },
  };
}
