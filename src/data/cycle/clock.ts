const written = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*([ap])?\.?(?:m\.?)?$/i;

/** Hours since midnight of a time such as 13:45, 1:45 pm or 13:45:10; NaN for anything else. */
export function readClock(text: string): number {
  const found = written.exec(text);
  if (!found) return Number.NaN;
  const [, hours, minutes, seconds = '0', half] = found;
  return timeOf(Number(hours), Number(minutes), Number(seconds), half?.toLowerCase());
}

/** Hours since midnight of digits such as 1345 or 905; NaN for anything else. */
export function readClockDigits(text: string): number {
  if (!/^\d{1,4}(?:\.0*)?$/.test(text)) return Number.NaN;
  const digits = Math.floor(Number(text));
  return timeOf(Math.floor(digits / 100), digits % 100, 0, undefined);
}

function timeOf(hours: number, minutes: number, seconds: number, half: string | undefined): number {
  if (minutes > 59 || seconds >= 60) return Number.NaN;
  if (half !== undefined && (hours < 1 || hours > 12)) return Number.NaN;
  const hour = half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0);
  const time = hour + minutes / 60 + seconds / 3600;
  return time > 24 ? Number.NaN : time;
}
