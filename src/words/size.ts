import type { BatchSpeed } from '../tune/evidence/batch-speed.js';
import type { SizeCell, SizeVerdict } from '../tune/evidence/size-map.js';
import { digits } from './number.js';

/** With fewer trials that came to their end nothing is said of sizes. */
export const enoughForSizes = 4;

/** `As good: 2 × 64–127, 3 × 128–255; too few: up to 1 × 8–15; too many: from 4 × 256–511`. */
export function sizeWords(sizes: readonly SizeCell[]): string {
  const of = (...verdicts: SizeVerdict[]) =>
    sizes.filter(({ verdict }) => verdicts.includes(verdict)).sort(bySize);
  const [few, many] = [of('too few'), of('too many')];
  const best = of('best', 'as good');
  const others = best.length > 3 ? ` and ${best.length - 3} more` : '';
  const parts = [
    best.length === 1
      ? `Best size: ${sizeName(best[0]!)}`
      : `Sizes as good as the best: ${best.slice(0, 3).map(sizeName).join(', ')}${others}`,
    few.length > 0 ? `too few neurons: ${sizeName(few.at(-1)!)}` : '',
    many.length > 0 ? `too many: ${sizeName(many[0]!)}` : '',
  ];
  return parts.filter(Boolean).join('; ');
}

const bySize = (a: SizeCell, b: SizeCell) => weight(a) - weight(b);

const weight = ({ layers, neurons }: SizeCell) => layers * (neurons?.[0] ?? 0) * (neurons?.[0] ?? 0);

export const sizeName = ({ layers, neurons }: SizeCell) =>
  neurons ? `${layers} × ${neurons[0]}–${neurons[1]}` : 'no hidden layer';

/** `batch 8: 41k, 64: 210k, 512: 620k`; undefined when there is nothing to compare. */
export function speedWords(speed: readonly BatchSpeed[]): string | undefined {
  if (speed.length < 2) return undefined;
  return `batch ${speed.map(({ batch, rowsPerSecond }) => `${batch}: ${inThousands(rowsPerSecond)}`).join(', ')}`;
}

const inThousands = (value: number) =>
  value >= 999_500
    ? `${digits(value / 1e6)}M`
    : value >= 1000
      ? `${digits(value / 1e3, value < 1e5 ? 2 : 3)}k`
      : digits(value);
