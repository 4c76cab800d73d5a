import { describe, expect, test } from 'vitest';
import { philox, stream } from './random.js';

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, '0')).join(' ');

describe('philox', () => {
  test('gives the known answers of the Random123 distribution (kat_vectors)', () => {
    const out = new Uint32Array(4);
    philox(out, 0, 0, 0, 0, 0, 0);
    expect(hex(out)).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    const ones = 0xffffffff;
    philox(out, ones, ones, ones, ones, ones, ones);
    expect(hex(out)).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    philox(out, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0);
    expect(hex(out)).toBe('d16cfe09 94fdcceb 5001e420 24126ea1');
  });
});

describe('stream', () => {
  test('same name, same numbers; another name, others', () => {
    const draw = (...name: Parameters<typeof stream>) => Array.from({ length: 8 }, stream(...name).uint32);
    expect(draw(1, 2, 'weights')).toEqual(draw(1, 2, 'weights'));
    expect(draw(1, 2, 'weights')).not.toEqual(draw(1, 2, 'order'));
    expect(draw(1, 2, 'weights')).not.toEqual(draw(1, 3, 'weights'));
    expect(draw(1, 2, 'weights')).not.toEqual(draw(2, 2, 'weights'));
  });

  test('normal has mean 0 and variance 1', () => {
    const random = stream(7, 0, 'normal');
    const draws = Array.from({ length: 20_000 }, random.normal);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  test('a permutation holds each number once, and every place is as likely', () => {
    const random = stream(3, 0, 'order');
    expect([...random.permutation(100)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
    const counts = new Array(6).fill(0);
    for (let i = 0; i < 6000; i++) counts[random.permutation(6)[0]!] += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});
