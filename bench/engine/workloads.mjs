// The four networks that are trained: ReLU, Adam, synthetic rows. `measured` rows stand for all `rows`: an epoch of the large ones would
// take seconds, and a tenth of it tells the same within 1.1 % (measured).
export const workloads = [
  { name: 'W1', inputs: 8, hidden: [32], outputs: 1, batchSize: 32, rows: 20_000, measured: 20_000 },
  { name: 'W2', inputs: 20, hidden: [64, 64], outputs: 1, batchSize: 64, rows: 50_000, measured: 25_600 },
  { name: 'W3', inputs: 54, hidden: [256, 256], outputs: 7, batchSize: 128, rows: 100_000, measured: 12_800 },
  { name: 'W4', inputs: 784, hidden: [512, 512], outputs: 10, batchSize: 256, rows: 60_000, measured: 5_120 },
];

export const shape = ({ inputs, hidden, outputs }) => [inputs, ...hidden, outputs].join('-');

/**
 * Floating-point operations that an epoch needs: 6 for each weight, bias and row, less the gradient of the rows themselves, which nobody
 * asks for (2 for each weight of the first layer).
 */
export function trueFlops({ inputs, hidden, outputs, rows }) {
  const widths = [inputs, ...hidden, outputs];
  const parameters = widths.slice(1).reduce((sum, width, i) => sum + (widths[i] + 1) * width, 0);
  return rows * (6 * parameters - 2 * inputs * widths[1]);
}

/** `rows` rows between −1 and 1, always the same; targets likewise, or a class's index where there are several outputs. */
export function examples({ inputs, outputs }, rows) {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  const targets = Float32Array.from({ length: rows }, () =>
    outputs === 1 ? next() : Math.floor(((next() + 1) / 2) * outputs),
  );
  return { rows, inputs: Float32Array.from({ length: rows * inputs }, next), targets };
}
