// Compiles the loops that show what a machine can do in WebAssembly at best: nothing but multiplications and additions, in registers or with
// one factor from memory. How many vectors are in flight decides: enough to hide the latency, few enough for the registers; which loop is the
// fastest differs from one V8 to the next, and the fastest one counts.
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const loops = {
  plain: [
    { vectors: 10, step: (c) => `${c} = f32x4.add(f32x4.mul(${c}, a), b);` },
    { vectors: 12, step: (c) => `${c} = f32x4.add(f32x4.mul(${c}, a), b);` },
    { vectors: 13, step: (c) => `${c} = f32x4.add(f32x4.mul(${c}, a), b);` },
    { vectors: 12, step: (c, i) => `${c} = f32x4.add(${c}, f32x4.mul(a, v128.load(at, ${16 * i})));` },
  ],
  fused: [
    { vectors: 8, step: (c) => `${c} = f32x4.relaxed_madd(a, b, ${c});` },
    { vectors: 12, step: (c) => `${c} = f32x4.relaxed_madd(a, b, ${c});` },
    { vectors: 24, step: (c) => `${c} = f32x4.relaxed_madd(a, b, ${c});` },
  ],
};

/** Stores lie side by side, so that V8's revectorizer can pair them. */
function source({ vectors, step }) {
  const names = Array.from({ length: vectors }, (_, i) => `c${i}`);
  return `
const at = memory.data(1024, 16);
export function run(rounds: i32): void {
  const a = v128.load(at), b = v128.load(at, 16);
  ${names.map((c, i) => `let ${c} = v128.load(at, ${16 * i});`).join('\n  ')}
  do {
    ${names.map(step).join('\n    ')}
  } while (--rounds);
  ${names.map((c, i) => `v128.store(at, ${c}, ${16 * i});`).join('\n  ')}
}`;
}

async function compile(text, file) {
  const asc = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main(
    'loop.ts --outFile loop.wasm -O3 --noAssert --runtime stub --enable simd,relaxed-simd'.split(' '),
    {
      readFile: (name) => (name === 'loop.ts' ? text : null),
      writeFile: (name, bytes) => name === 'loop.wasm' && writeFileSync(file, bytes),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`a loop of the ceiling does not compile: ${stderr}`);
}

/** Puts the loops of `kind` into `folder`; their files, and the vectors that one round takes through each. */
export async function compileCeiling(kind, folder) {
  const compiled = [];
  for (const loop of loops[kind]) {
    const text = source(loop);
    const file = join(folder, `ceiling-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.wasm`);
    if (!existsSync(file)) await compile(text, file);
    compiled.push({ file, vectors: loop.vectors });
  }
  return compiled;
}
