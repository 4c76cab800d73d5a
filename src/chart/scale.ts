import { compact, tickText } from './number.js';

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Places values along an axis, in pixels; values beyond its ends are placed at them. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly Tick[];
  readonly low: number;
  readonly high: number;
}

export interface ScaleOptions {
  /** The first and the last value; see `extent`. */
  readonly domain: readonly [number, number];
  /** Where they are, in pixels. */
  readonly range: readonly [number, number];
  /** About how many ticks there is room for; default 5. */
  readonly count?: number;
  readonly format?: (value: number, step: number) => string;
}

/** What charts can draw. */
export const isDrawable = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && Math.abs(value) < 1e150;

export interface ExtentOptions {
  readonly log?: boolean;
  /** Whether 0 has to be seen. */
  readonly zero?: boolean;
  /** Room at either end, as a share; default 0.04. */
  readonly pad?: number;
}

/** The ends of an axis on which all the values can be seen; never empty. */
export function extent(values: readonly number[], options: ExtentOptions = {}): [number, number] {
  const { log = false, zero = false, pad = 0.04 } = options;
  const usable = values.filter((value) => isDrawable(value) && (!log || value > 1e-150));
  if (zero && !log) usable.push(0);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of usable) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return log ? [1, 10] : [0, 1];
  if (log) return logExtent(low, high, pad);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= 1e-9 * size || high - low < 1e-150)
    return size === 0 ? [-1, 1] : [low - 0.1 * size, high + 0.1 * size];
  const room = pad * (high - low);
  return [zero && low === 0 ? 0 : low - room, zero && high === 0 ? 0 : high + room];
}

function logExtent(low: number, high: number, pad: number): [number, number] {
  const ratio = high / low;
  const room = ratio < 1.01 ? 1.2 : Math.min(1e9, ratio) ** pad;
  return [low / room, high * room];
}

export function linearScale({ domain, range, count = 5, format = tickText }: ScaleOptions): Scale {
  const [low, high] = domain;
  const [from, to] = range;
  const at = (value: number) =>
    from + (Math.min(1, Math.max(0, (value - low) / (high - low))) || 0) * (to - from);
  const step = niceStep((high - low) / Math.max(1, count));
  const ticks: Tick[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-12) + 1e-9 * step; i++) {
    if (ticks.length > 50) break;
    const value = i * step;
    ticks.push({ at: at(value), text: format(value === 0 ? 0 : value, step) });
  }
  return { at, ticks, low, high };
}

/** 1, 2 or 5 times a power of ten, the next above. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}

export function logScale({ domain, range, count = 5, format }: ScaleOptions): Scale {
  const [low, high] = domain.map(Math.log10) as [number, number];
  const inner = linearScale({ domain: [low, high], range, count });
  const at = (value: number) => inner.at(value > 0 ? Math.log10(value) : Number.NEGATIVE_INFINITY);
  const write = (value: number) => (format ? format(value, value) : compact(value));
  const ticks = logTicks(low, high, count).map((value) => ({ at: at(value), text: write(value) }));
  return { at, ticks, low: domain[0], high: domain[1] };
}

/** Powers of ten, or 1, 2 and 5 of each where there are few, or even steps where there is less than one. */
function logTicks(low: number, high: number, count: number): number[] {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  const between = (value: number) => Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9;
  if (high - low > count) {
    const every = Math.ceil((high - low) / count);
    const powers: number[] = [];
    for (let power = Math.ceil(low / every) * every; power <= last; power += every) powers.push(10 ** power);
    return powers;
  }
  const of = (digits: readonly number[]) => {
    const values: number[] = [];
    for (let power = first - 1; power <= last; power++)
      for (const digit of digits) values.push(digit * 10 ** power);
    return values.filter(between);
  };
  const choices = [of([1]), of([1, 3]), of([1, 2, 5]), of([1, 1.5, 2, 3, 4, 5, 6, 8])];
  const fitting = choices.filter((values) => values.length <= count + 1);
  const found = fitting.at(-1) ?? choices[0]!;
  if (found.length >= 2) return found;
  const { ticks } = linearTicks(10 ** low, 10 ** high, Math.min(4, count));
  return ticks.length > 0 ? ticks : [10 ** ((low + high) / 2)];
}

function linearTicks(low: number, high: number, count: number) {
  const step = niceStep((high - low) / count);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high && ticks.length < 20; i++) ticks.push(i * step);
  return { ticks };
}

/** Names at even distances; `at(i)` is the middle of the i-th. */
export function bandScale(
  names: readonly string[],
  range: readonly [number, number],
): Scale & { readonly step: number } {
  const [from, to] = range;
  const step = (to - from) / Math.max(1, names.length);
  const at = (i: number) => from + (Math.min(names.length - 0.5, Math.max(-0.5, i)) + 0.5) * step;
  return {
    at,
    step: Math.abs(step),
    ticks: names.map((name, i) => ({ at: at(i), text: name })),
    low: 0,
    high: names.length - 1,
  };
}
