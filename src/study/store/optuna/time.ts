/**
 * A time as Optuna stores it: UTC, `YYYY-MM-DD HH:MM:SS.ffffff` with exactly six digits of fraction; it reads `.123` as 123
 * microseconds and refuses a `T` or a `Z`.
 */
export const writeTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '000');

/** Milliseconds since 1970 of a stored time; undefined when there is none. */
export function readTime(text: string | null): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?$/.exec(text ?? '');
  if (match === null) return undefined;
  const microseconds = Number(match[3] ?? 0);
  return Date.parse(`${match[1]}T${match[2]}Z`) + Math.floor(microseconds / 1000);
}
