// jax-js on its WebAssembly backend: loss, gradient and Adam in one jitted function. node actor/jax-js.mjs FOLDER
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { examples } from '../workloads.mjs';
import { speak } from './speak.mjs';

const package_ = join(process.argv[2], 'node_modules/@jax-js/jax');
const { version } = JSON.parse(readFileSync(join(package_, 'package.json'), 'utf8'));
const {
  defaultDevice,
  init,
  jit,
  nn,
  numpy: np,
  valueAndGrad,
} = await import(pathToFileURL(join(package_, 'dist/index.js')).href);
await init('wasm');
defaultDevice('wasm');

const batches = { W1: 16, W2: 8, W3: 2, W4: 1 };

function firstParameters({ inputs, hidden, outputs }) {
  const widths = [inputs, ...hidden, outputs];
  return widths.slice(1).flatMap((width, i) => {
    const depth = widths[i];
    const weights = Float32Array.from(
      { length: depth * width },
      (_, j) => Math.sin(j + 1) / Math.sqrt(depth),
    );
    return [np.array(weights).reshape([depth, width]), np.zeros([width])];
  });
}

function lossOf(outputs) {
  return (parameters, x, y) => {
    let a = x;
    for (let i = 0; i < parameters.length; i += 2) {
      const z = np.matmul(a, parameters[i]).add(parameters[i + 1]);
      a = i + 2 < parameters.length ? nn.relu(z) : z;
    }
    if (outputs === 1) return np.square(a.sub(y)).mean();
    return np.mean(np.sum(nn.logSoftmax(a, -1).mul(y), -1)).mul(-1);
  };
}

/** Adam without its correction of the first steps: as many operations over the parameters, and a scalar less. */
function stepOf(loss) {
  return jit((parameters, first, second, x, y) => {
    const [, gradients] = valueAndGrad(loss)(
      parameters.map((p) => p.ref),
      x,
      y,
    );
    const m = first.map((each, i) => each.mul(0.9).add(gradients[i].ref.mul(0.1)));
    const v = second.map((each, i) => each.mul(0.999).add(np.square(gradients[i]).mul(0.001)));
    const p = parameters.map((each, i) => each.sub(m[i].ref.mul(1e-3).div(np.sqrt(v[i].ref).add(1e-8))));
    return [p, m, v];
  });
}

function batch({ inputs, outputs, batchSize }, table, index) {
  const from = index * batchSize;
  const x = np
    .array(table.inputs.slice(from * inputs, (from + batchSize) * inputs))
    .reshape([batchSize, inputs]);
  const targets = table.targets.slice(from, from + batchSize);
  if (outputs === 1) return [x, np.array(targets).reshape([batchSize, 1])];
  const chosen = new Float32Array(batchSize * outputs);
  for (const [row, target] of targets.entries()) chosen[row * outputs + target] = 1;
  return [x, np.array(chosen).reshape([batchSize, outputs])];
}

await speak({ version: `jax-js ${version} wasm` }, (workload) => {
  const steps = batches[workload.name];
  const table = examples(workload, steps * workload.batchSize);
  const given = Array.from({ length: steps }, (_, i) => batch(workload, table, i));
  const step = stepOf(lossOf(workload.outputs));
  let parameters = firstParameters(workload);
  let first = parameters.map((p) => np.zerosLike(p.ref));
  let second = parameters.map((p) => np.zerosLike(p.ref));
  const unit = async () => {
    for (const [x, y] of given) [parameters, first, second] = step(parameters, first, second, x.ref, y.ref);
    await parameters[0].ref.data();
  };
  return { unit, share: table.rows / workload.rows };
});
