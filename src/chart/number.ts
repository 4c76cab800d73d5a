const grouped = (text: string) => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** A tick's number, given the distance to its neighbour: `12,000`, `0.05`, `1e-7`, `2.5M`. */
export function tickText(value: number, step = Math.abs(value)): string {
  const size = Math.max(Math.abs(value), step);
  if (value === 0) return '0';
  if (size >= 1e15 || size < 1e-4) return trimmed(value.toExponential(1)).replace('e+', 'e');
  if (Math.abs(value) >= 1e6) return `${trimmed((value / 1e6).toFixed(decimalsOf(step / 1e6)))}M`;
  return grouped(value.toFixed(decimalsOf(step)));
}

/** A number of three digits where there is little room: `41k`, `1.2M`, `0.048`. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e-4 && size > 0)) return trimmed(value.toExponential(1)).replace('e+', 'e');
  if (size >= 999_500) return `${trimmed((value / 1e6).toPrecision(3))}M`;
  if (size >= 9_999.5) return `${trimmed((value / 1e3).toPrecision(3))}k`;
  return grouped(trimmed(String(Number(value.toPrecision(size >= 1000 ? 4 : 3)))));
}

const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text);

const decimalsOf = (step: number) =>
  step <= 0 ? 0 : Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
