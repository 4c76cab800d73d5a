/** The 32-bit mixer behind shuffles and dropout masks, as in kernels/mix.ts. */
export function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

const a = 0x9e3779b9;
const b = 0x85ebca6b;
const c = 0xc2b2ae35;

/** 0 … rows−1 in the random order named by `key`, as in kernels/rows.ts. */
export function shuffled(rows: number, key: number): Uint32Array {
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    const j = scaled(mix(key + Math.imul(i, a)), i + 1);
    order[i] = order[j];
    order[j] = i;
  }
  return order;
}

/** ⌊bits · n / 2³²⌋, exact for n up to 2³¹. */
function scaled(bits: number, n: number): number {
  const low = (bits & 0xffff) * n;
  return Math.floor(((bits >>> 16) * n + Math.floor(low / 0x10000)) / 0x10000);
}

/** Which of `units` stay in step `step` for row `row` of its batch in hidden layer `layer`, as in kernels/dropout.ts. */
export function dropoutMask(
  key: number,
  { step, layer, row, units, share }: DropoutPlace & { units: number; share: number },
): boolean[] {
  const start = mix(mix(key + Math.imul(step, a)) + Math.imul(layer, b)) + Math.imul(row, a);
  const below = dropoutThreshold(share);
  return Array.from({ length: units }, (_, unit) => mix(start + Math.imul(unit, c)) >>> 8 >= below);
}

export interface DropoutPlace {
  readonly step: number;
  readonly layer: number;
  readonly row: number;
}

/** `share` of 2²⁴; halves go to the even neighbour, as WebAssembly rounds. */
function dropoutThreshold(share: number): number {
  const scaledShare = share * 16777216;
  const floor = Math.floor(scaledShare);
  const rest = scaledShare - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
