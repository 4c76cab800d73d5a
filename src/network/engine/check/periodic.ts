import { usageError } from '../../../error.js';
import type { Plan } from '../../plan.js';
import { inRange, wholeAtLeastOne } from './range.js';

/** Throws unless waves are those of columns of numbers, each named once. */
export function checkPeriodic({ inputs: width, embeddings = [], periodic }: Plan) {
  if (periodic === undefined) return;
  const { inputs, frequencies, sigma, size } = periodic;
  wholeAtLeastOne('the count of columns with waves', inputs.length);
  inputs.forEach((input, i) => {
    inRange(`column ${i} with waves`, input, i === 0 ? 0 : inputs[i - 1]! + 1, width - 1);
    wholeAtLeastOne(`the place behind column ${i} with waves`, input + 1);
    if (embeddings.some((embedding) => embedding.input === input))
      throw usageError(`input ${input} has waves and holds levels: only columns of numbers have waves.`);
  });
  wholeAtLeastOne('frequencies', frequencies);
  inRange('sigma of the frequencies', sigma, 1e-30, 1e6);
  if (size !== undefined) wholeAtLeastOne('size of the waves', size);
}
