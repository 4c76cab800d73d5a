import type { Column } from '../table.js';

/**
 * A column whose texts are made when they are asked for and kept only as long as someone uses them: a million texts cost some 40 MB, and
 * what they are made from a tenth.
 */
export function lazyColumn(name: string, rows: number, textOf: (row: number) => string): Column {
  let kept: WeakRef<readonly string[]> | undefined;
  return {
    name,
    get values() {
      const known = kept?.deref();
      if (known !== undefined) return known;
      const made: string[] = [];
      for (let row = 0; row < rows; row++) made.push(textOf(row));
      kept = new WeakRef(made);
      return made;
    },
  };
}
