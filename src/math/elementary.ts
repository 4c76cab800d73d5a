import { instantiateKernels } from '../kernel/kernel.js';

// `Math.exp`, `log`, `pow` … differ in their last bits between V8 versions (measured: `pow` between Node 20 and 24). These do
// not, so whatever reaches a model or a proposal uses them. `Math.sqrt`, `abs`, `floor` and + − × ÷ are exact everywhere.
const kernels = instantiateKernels();

export const exp = (x: number) => kernels.exp64(x);
export const log = (x: number) => kernels.log64(x);
export const log1p = (x: number) => kernels.log1p64(x);
export const expm1 = (x: number) => kernels.expm164(x);
export const pow = (x: number, y: number) => kernels.pow64(x, y);
export const sin = (x: number) => kernels.sin64(x);
export const cos = (x: number) => kernels.cos64(x);
export const tanh = (x: number) => kernels.tanh64(x);
export const log2 = (x: number) => kernels.log64(x) / Math.LN2;
export const log10 = (x: number) => kernels.log64(x) / Math.LN10;
