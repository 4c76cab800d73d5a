import { expect, test } from 'vitest';
import type { Parameter } from '../space/parameter.js';
import { axisOf, placeOf } from './axis.js';

test('values with an order of which one is 0 stand side by side, each at its own place', () => {
  const bins: Parameter = { kind: 'ordinal', values: [0, 8, 16, 32] };
  expect(axisOf(bins, 'bins')).toMatchObject({ kind: 'band', names: ['0', '8', '16', '32'] });
  [0, 8, 16, 32].forEach((value, place) => {
    expect(Math.abs(placeOf(bins, value, 7) - place)).toBeLessThan(0.5);
  });
});

test('those above 0 keep a logarithmic axis that holds them', () => {
  const batch: Parameter = { kind: 'ordinal', values: [8, 16, 32] };
  const { kind, domain } = axisOf(batch, 'batch') as { kind?: string; domain?: readonly number[] };
  expect(kind).toBe('log');
  expect(domain![0]).toBeGreaterThan(0);
  for (const value of [8, 32]) {
    expect(placeOf(batch, value, 3)).toBeGreaterThan(domain![0]!);
    expect(placeOf(batch, value, 3)).toBeLessThan(domain![1]!);
  }
  expect(placeOf(batch, undefined, 3)).toBeNaN();
});
