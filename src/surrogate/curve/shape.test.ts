import { expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { drawShape, shapeAt } from './shape.js';

const draws = stream(1, 0, 'test: shapes');
const shapes = Array.from({ length: 400 }, (_, i) => drawShape(i, draws));

test('every shape is 1 at first and 1/P at its saturation', () => {
  for (const shape of shapes) {
    const falling = { ...shape, rise: 0 };
    expect(shapeAt(shape, 0)).toBeCloseTo(1, 12);
    expect(shapeAt(falling, shape.saturation)).toBeCloseTo(1 / shape.precision, 9);
  }
});

test('it falls, and then perhaps turns', () => {
  const places = Array.from({ length: 50 }, (_, i) => i / 49);
  for (const shape of shapes) {
    const values = places.map((x) => shapeAt({ ...shape, rise: 0 }, x));
    expect(values.every((value, i) => i === 0 || value <= values[i - 1]! + 1e-12)).toBe(true);
    expect(shapeAt(shape, 1) - shapeAt({ ...shape, rise: 0 }, 1)).toBeCloseTo(
      shape.rise * (1 - shape.turn),
      12,
    );
  }
  expect(shapes.filter(({ rise }) => rise > 0).length).toBe(67);
});
