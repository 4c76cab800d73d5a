// Compiles kernels/index.ts (AssemblyScript) and writes src/kernel/wasm.generated.ts, the module's bytes as base64,
// so that the loader needs neither a file nor the network.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}src/kernel/wasm.generated.ts`;

async function newestSource() {
  const files = (await readdir(`${root}kernels`)).map((name) => `${root}kernels/${name}`);
  return Math.max(...[...files, fileURLToPath(import.meta.url)].map((file) => statSync(file).mtimeMs));
}

function isFresh(newest) {
  const written = statSync(output, { throwIfNoEntry: false });
  return written !== undefined && written.mtimeMs > newest;
}

if (!isFresh(await newestSource())) {
  const asc = await import('assemblyscript/asc');
  mkdirSync(`${root}build`, { recursive: true });
  const { error, stderr } = await asc.main([
    'kernels/index.ts',
    '--outFile',
    'build/kernels.wasm',
    '--optimizeLevel',
    '3',
    '--shrinkLevel',
    '0',
    '--noAssert',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '--initialMemory',
    '1',
    '--baseDir',
    root,
  ]);
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
  const bytes = readFileSync(`${root}build/kernels.wasm`);
  writeFileSync(
    output,
    `// Made by scripts/build-kernels.mjs from kernels/. Do not edit.\nexport const wasmBase64 =\n  '${bytes.toString('base64')}';\n`,
  );
  console.log(`kernels: ${bytes.length} bytes of WebAssembly`);
}
