import { missingTest } from '../missing.js';
import { columnNamed, type Table } from '../table.js';

/** A number for each row, the same where the column's trimmed texts are; a row without a text has a number of its own. */
export function groupsBy(table: Table, name: string, missing: readonly string[] | undefined) {
  const isMissing = missingTest(missing);
  const numbers = new Map<string, number>();
  const without: number[] = [];
  const { values } = columnNamed(table, name);
  let next = 0;
  const groupOf = Uint32Array.from(values, (value, row) => {
    const text = value.trim();
    if (isMissing(text)) {
      without.push(row);
      return next++;
    }
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, next);
    return next++;
  });
  return { groupOf, without };
}

/** Numbers that are the same for two rows when a chain of `a` or `b` leads from one to the other. */
export function joinedGroups(a: Uint32Array, b: Uint32Array): Uint32Array {
  const parent = Uint32Array.from(a, (_, row) => row);
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  for (const groups of [a, b]) {
    const first = new Map<number, number>();
    groups.forEach((group, row) => {
      const earlier = first.get(group);
      if (earlier === undefined) first.set(group, row);
      else parent[rootOf(row)] = rootOf(earlier);
    });
  }
  return parent.map((_, row) => rootOf(row));
}
