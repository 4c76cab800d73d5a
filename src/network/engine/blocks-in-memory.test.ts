import { describe, expect, test } from 'vitest';
import { blocksOf } from './blocks-in-memory.js';
import { blocksContract } from './contract/blocks.contract.js';

describe('rows in memory', () => {
  blocksContract(blocksOf);

  test.each([0, -1, 1.5, Number.NaN])('cannot be cut into blocks of %d rows', (blockRows) => {
    const examples = { rows: 1, inputs: new Float32Array(1), targets: new Float32Array(1) };
    expect(() => blocksOf(examples, blockRows)).toThrow(`a block of ${blockRows} rows`);
  });
});
