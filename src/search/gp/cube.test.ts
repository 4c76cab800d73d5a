import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { isAllowed } from '../../space/constraint.js';
import { categorical, float, integer, powers, space } from '../../space/define.js';
import { encode, fromUnit, toUnit } from '../../space/encode.js';
import { sampleUniform } from '../../space/prior.js';
import { contractSpace } from '../sampler.contract.js';
import { neighbours } from './climb.js';
import { cubeOf } from './cube.js';
import { wholeCube } from './region.js';

const wide = space({
  few: float(0, 1, { step: 0.1 }),
  rate: float(0.1, 3, { log: true, step: 0.1 }),
  many: integer(1, 100_000, { log: true }),
  size: powers(2, 8, 64),
  kind: categorical(['x', 'y', 'z']),
  free: float(-1, 1),
});

describe.each([
  ['the contract’s space', contractSpace],
  ['a space with steps', wide],
])('%s', (_, over) => {
  const cube = cubeOf(over);

  test('a setting is the same after the way through the cube', () => {
    const draws = stream(4, 0, 'cube');
    for (let i = 0; i < 200; i++) {
      const setting = sampleUniform(over, draws);
      const full = cube.pointOf(setting);
      expect(cube.settingAt(cube.see(full))).toEqual(setting);
      expect(cube.see(full)).toEqual(encode(over, setting));
      expect(cube.see(cube.snap(full))).toEqual(cube.see(full));
      expect(cube.allows(cube.see(full))).toBe(isAllowed(over, setting));
    }
  });

  test('a snapped point lies on places of values, each near where it was', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const point = fc.array(unit, { minLength: cube.dimensions, maxLength: cube.dimensions });
    fc.assert(
      fc.property(point, (units) => {
        const snapped = cube.snap(Float64Array.from(units));
        Object.values(over).forEach((parameter, i) => {
          if (cube.grids[i] === undefined) expect(snapped[i]).toBe(units[i]);
          else expect(toUnit(parameter, fromUnit(parameter, snapped[i]!))).toBe(snapped[i]);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('neighbours differ in one discrete hyperparameter that exists', () => {
    const draws = stream(5, 0, 'cube');
    const region = wholeCube(cube.dimensions);
    for (let i = 0; i < 30; i++) {
      const full = cube.pointOf(sampleUniform(over, draws));
      const seen = cube.see(full);
      const all = Array.from(cube.grids.keys()).flatMap((c) => neighbours({ cube, region }, full, c));
      for (const other of all) {
        const changed = [...other.keys()].filter((c) => other[c] !== full[c]);
        expect(changed).toHaveLength(1);
        expect(seen[changed[0]!]).not.toBeNaN();
        expect(cube.grids[changed[0]!]).toBeDefined();
        expect(cube.allows(cube.see(other))).toBe(true);
      }
    }
  });
});

test('all other values of a small grid are neighbours, of a long one those 1, 2, 4, … away', () => {
  const cube = cubeOf(space({ size: powers(2, 8, 64), many: integer(1, 1000) }));
  const full = cube.pointOf({ size: 16, many: 10 });
  const around = (coordinate: number) =>
    neighbours({ cube, region: wholeCube(2) }, full, coordinate).map((point) =>
      cube.settingAt(cube.see(point)),
    );
  expect(around(0).map(({ size }) => size)).toEqual([8, 32, 64]);
  expect(around(1).map(({ many }) => many)).toEqual([9, 11, 8, 12, 6, 14, 2, 18, 26, 42, 74, 138, 266, 522]);
});
