// TensorFlow.js: model.fit over the first few batches. node actor/tensorflow-js.mjs FOLDER cpu|wasm
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { examples } from '../workloads.mjs';
import { speak } from './speak.mjs';

const [folder, backend] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
// Its greeting goes to where the answers go.
console.log = console.warn = console.info = () => {};
const tf = require('@tensorflow/tfjs');
if (backend === 'wasm') {
  const { setWasmPaths, setThreadsCount } = require('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(folder, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
  setThreadsCount(1);
}
await tf.setBackend(backend);

const batches = { W1: 64, W2: 32, W3: 4, W4: 2 };

function compiled({ inputs, hidden, outputs }) {
  const model = tf.sequential();
  hidden.forEach((units, i) => {
    model.add(tf.layers.dense({ units, activation: 'relu', inputShape: i === 0 ? [inputs] : undefined }));
  });
  model.add(tf.layers.dense({ units: outputs, activation: outputs === 1 ? 'linear' : 'softmax' }));
  const loss = outputs === 1 ? 'meanSquaredError' : 'sparseCategoricalCrossentropy';
  model.compile({ optimizer: tf.train.adam(1e-3), loss });
  return model;
}

await speak({ version: `tfjs ${tf.version.tfjs} ${backend}` }, (workload) => {
  const { name, inputs, batchSize } = workload;
  const rows = batches[name] * batchSize;
  const table = examples(workload, rows);
  const x = tf.tensor2d(table.inputs, [rows, inputs]);
  const y = tf.tensor2d(table.targets, [rows, 1]);
  const model = compiled(workload);
  const fit = { batchSize, epochs: 1, shuffle: true, verbose: 0, yieldEvery: 'never' };
  return { unit: () => model.fit(x, y, fit), share: rows / workload.rows };
});
