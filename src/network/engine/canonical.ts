/** JSON with the keys of objects in order, so that equal plain data are equal texts; what is undefined is left out. */
export const canonicalJson = (data: unknown): string => JSON.stringify(data, inOrder);

const inOrder = (_: string, part: unknown) =>
  part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part;
