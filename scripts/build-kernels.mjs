// Compiles kernels/ (AssemblyScript): the network's as plain SIMD into src/kernel/wasm.generated.ts, and with fused multiply-add into
// src/kernel/wasm-fused.generated.ts, and the sampler's (kernels/parzen.ts) into src/kernel/wasm-parzen.generated.ts; the modules' bytes as base64, so that the loader needs neither a file nor the network.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const builds = [
  { entry: 'kernels/index.ts', features: 'simd', output: 'wasm' },
  { entry: 'kernels/index.ts', features: 'simd,relaxed-simd', output: 'wasm-fused' },
  { entry: 'kernels/parzen.ts', features: 'simd', output: 'wasm-parzen' },
];
const written = ({ output }) => `${root}src/kernel/${output}.generated.ts`;

async function newestSource() {
  const files = (await readdir(`${root}kernels`)).map((name) => `${root}kernels/${name}`);
  return Math.max(...[...files, fileURLToPath(import.meta.url)].map((file) => statSync(file).mtimeMs));
}

function isFresh(build, newest) {
  const file = statSync(written(build), { throwIfNoEntry: false });
  return file !== undefined && file.mtimeMs > newest;
}

async function compile({ entry, features }, wasm) {
  const asc = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main([
    entry,
    '--outFile',
    wasm,
    '--optimizeLevel',
    '3',
    '--shrinkLevel',
    '0',
    '--noAssert',
    '--runtime',
    'stub',
    '--enable',
    features,
    '--initialMemory',
    '1',
    '--baseDir',
    root,
  ]);
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
}

mkdirSync(`${root}build`, { recursive: true });
const newest = await newestSource();
for (const build of builds.filter((each) => !isFresh(each, newest))) {
  const wasm = `build/${build.output}.wasm`;
  await compile(build, wasm);
  const bytes = readFileSync(`${root}${wasm}`);
  const text = `export const wasmBase64 =\n  '${bytes.toString('base64')}';\n`;
  writeFileSync(written(build), `// Made by scripts/build-kernels.mjs from kernels/. Do not edit.\n${text}`);
  console.log(`${build.output}: ${bytes.length} bytes of WebAssembly`);
}
