import { afterEach, expect, test, vi } from 'vitest';
import { shared, sharedFloats } from './shared-array.js';

afterEach(() => vi.unstubAllGlobals());

test('arrays lie in memory that workers share', () => {
  expect(sharedFloats(3).buffer).toBeInstanceOf(SharedArrayBuffer);
  for (const values of [Float32Array.of(1, 2), Float64Array.of(1 / 3, Number.NaN)]) {
    const copy = shared(values);
    expect(copy.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(copy).toEqual(values);
  }
});

test.each([
  ['has no such memory', () => vi.stubGlobal('SharedArrayBuffer', undefined)],
  ['is not isolated', () => vi.stubGlobal('crossOriginIsolated', false)],
])('in a page that %s they are as ever', (_, stub) => {
  stub();
  const values = Float32Array.of(1, 2);
  expect(shared(values)).toBe(values);
  expect(sharedFloats(3)).toEqual(new Float32Array(3));
  expect(sharedFloats(3).buffer).toBeInstanceOf(ArrayBuffer);
});
