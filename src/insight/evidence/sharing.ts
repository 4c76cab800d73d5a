/** The items of which another one has the same key, in their order: a cheap way to pass over most before looking closely. */
export function sharing<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly T[] {
  const first = new Map<unknown, number>();
  const isShared = new Uint8Array(items.length);
  items.forEach((item, i) => {
    const key = keyOf(item);
    const before = first.get(key);
    if (before === undefined) first.set(key, i);
    else isShared[before] = isShared[i] = 1;
  });
  return items.filter((_, i) => isShared[i] === 1);
}
