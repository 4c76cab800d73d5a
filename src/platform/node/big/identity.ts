import { createHash } from 'node:crypto';

/** SHA-256 of plain JSON with the members of objects in order of their names. */
export const identityOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, ordered)).digest('hex');

const ordered = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
