import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { symmetricEigen } from '../../math/symmetric-eigen.js';
import { float, ordinal } from '../../space/define.js';
import { usualSize } from './constants.js';
import { withMargin } from './margin.js';
import { beginState, type State, told } from './state.js';

interface Generation {
  points: number[][];
  values: number[];
  mean: number[];
  step: number;
  covariance: number[];
  stepPath: number[];
  path: number[];
  scale: number[];
}

/** Written by scripts/reference/cma_es.py. */
const { cases } = JSON.parse(readFileSync(new URL('./fixtures/cmaes.json', import.meta.url), 'utf8')) as {
  cases: { cells: number[]; size: number; generations: Generation[] }[];
};

const axisOf = (cells: number) =>
  cells === 0 ? float(0, 1) : ordinal(Array.from({ length: cells }, (_, i) => i));

function farthest(state: State, wanted: Generation): number {
  const pairs = [
    [state.mean, wanted.mean],
    [[state.step], [wanted.step]],
    [state.covariance, wanted.covariance],
    [state.stepPath, wanted.stepPath],
    [state.path, wanted.path],
    [state.scale, wanted.scale],
  ] as const;
  const differences = pairs.flatMap(([got, numbers]) =>
    numbers.map((number, i) => Math.abs(got[i]! - number) / Math.max(1, Math.abs(number))),
  );
  return Math.max(...differences);
}

describe('every generation changes the distribution as in the package cmaes', () => {
  test.for(cases.map((each) => [each.cells, each] as const))('cells %o', ([cells, { size, generations }]) => {
    if (cells.length !== 2) expect(usualSize(cells.length)).toBe(size);
    const axes = cells.map(axisOf);
    let state = beginState(new Float64Array(cells.length).fill(0.45), 1 / 6, size);
    generations.forEach((generation, g) => {
      const order = generation.values.map((_, i) => i);
      order.sort((a, b) => generation.values[a]! - generation.values[b]!);
      state = withMargin(
        told(
          state,
          order.map((i) => Float64Array.from(generation.points[i]!)),
        ),
        axes,
      );
      expect(farthest(state, generation), `generation ${g}`).toBeLessThan(1e-6);
    });
  });
});

test('eigenvectors turn a matrix into its eigenvalues', () => {
  const n = 12;
  const draws = stream(1, 0, 'test');
  const half = Float64Array.from({ length: n * n }, () => draws.normal());
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) matrix[i * n + j]! += half[i * n + k]! * half[j * n + k]!;
  const { values, vectors } = symmetricEigen(matrix, n);
  for (let v = 0; v < n; v++) {
    for (let i = 0; i < n; i++) {
      let product = 0;
      for (let j = 0; j < n; j++) product += matrix[i * n + j]! * vectors[j * n + v]!;
      expect(product).toBeCloseTo(values[v]! * vectors[i * n + v]!, 10);
    }
    for (let w = 0; w < n; w++) {
      let dot = 0;
      for (let j = 0; j < n; j++) dot += vectors[j * n + v]! * vectors[j * n + w]!;
      expect(dot).toBeCloseTo(v === w ? 1 : 0, 12);
    }
  }
});
