import { digits, short, thousands } from '../math/numeral.js';

export { count, digits, mostly, percent, short, whole } from '../math/numeral.js';

/** How many times as much, in two digits: `0.4`, `1.6`, `12`. */
export const times = (ratio: number) => short(Number(ratio.toPrecision(2)));

/** Two numbers that people will compare: with as many digits as tell them apart, five at most. */
export function apart(a: number, b: number): [string, string] {
  for (let count = 3; count < 5; count++) {
    if (a === b || digits(a, count) !== digits(b, count)) return [digits(a, count), digits(b, count)];
  }
  return [digits(a, 5), digits(b, 5)];
}

/** Two bounds with the decimals that suit the larger: `521 to 563`, `-0.0478 to +0.0174` with signs. */
export function range([low, high]: readonly [number, number], signs = false): string {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!Number.isFinite(largest) || largest < 1e-4 || largest >= 1e12)
    return `${digits(low)} to ${digits(high)}`;
  const decimals = digits(largest).split('.')[1]?.length ?? 0;
  const text = (bound: number) => {
    const rounded = decimals > 0 ? bound.toFixed(decimals) : digits(bound);
    return `${signs && bound > 0 ? '+' : ''}${thousands(rounded)}`;
  };
  return `${text(low)} to ${text(high)}`;
}

export const signed = (value: number) => (value > 0 ? `+${digits(value)}` : digits(value));

export function bytes(value: number): string {
  if (value < 1000) return `${value} bytes`;
  return value < 1e6
    ? `${digits(value / 1e3)} kB`
    : value < 1e9
      ? `${digits(value / 1e6)} MB`
      : `${digits(value / 1e9)} GB`;
}

/** `0:52`, `12:05`, `1:02:03`. */
export function clock(seconds: number): string {
  const all = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `0.42 s`, `12 s`, `3 min 4 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${short(Number(seconds.toPrecision(2)))} s`;
  const all = Math.round(seconds);
  if (all < 60) return `${all} s`;
  if (all < 3600) return [`${Math.floor(all / 60)} min`, all % 60 ? `${all % 60} s` : ''].join(' ').trim();
  const minutes = Math.round(all / 60);
  return [`${Math.floor(minutes / 60)} h`, minutes % 60 ? `${minutes % 60} min` : ''].join(' ').trim();
}
