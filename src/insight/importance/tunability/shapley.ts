/** What each of `count` players adds, on average over all orders in which they may come (Shapley 1953); `worth`: by set, as bits of its index. */
export function shapley(worth: ArrayLike<number>, count: number): Float64Array {
  const values = new Float64Array(count);
  const weights = weightsOf(count);
  for (let set = 0; set < worth.length; set++) {
    const weight = weights[sizeOf(set)]!;
    for (let player = 0; player < count; player++)
      if ((set & (1 << player)) === 0)
        values[player]! += weight * (worth[set | (1 << player)]! - worth[set]!);
  }
  return values;
}

/** By size s of the set before: s! (n − 1 − s)! / n!. */
function weightsOf(count: number): Float64Array {
  const weights = new Float64Array(count + 1);
  weights[0] = 1 / count;
  for (let size = 1; size < count; size++) weights[size] = (weights[size - 1]! * size) / (count - size);
  return weights;
}

export function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left > 0; left &= left - 1) size += 1;
  return size;
}
