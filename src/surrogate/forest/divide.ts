import type { Sample, Split } from './split.js';

/**
 * Divides the rows from … to − 1 in the order of every axis, each side keeping that order; returns where the right side begins. Sides that `isEven` says are
 * not to be split again are divided in the first order alone.
 */
export type Divide = (split: Split, from: number, to: number) => number;

export function divider(
  { choices, columns, values }: Sample,
  orders: readonly Int32Array[],
  isEven: (from: number, to: number) => boolean,
): Divide {
  const isLeft = new Uint8Array(values.length);
  const right = new Int32Array(orders[0]!.length);

  function mark({ axis, threshold, absentLeft, chosen }: Split, from: number, to: number) {
    const column = columns[axis]!;
    const order = orders[axis]!;
    const isChoice = choices[axis]! > 0;
    for (let i = from; i < to; i++) {
      const place = column[order[i]!]!;
      if (Number.isNaN(place)) isLeft[order[i]!] = absentLeft ? 1 : 0;
      else isLeft[order[i]!] = isChoice ? chosen[place]! : place <= threshold ? 1 : 0;
    }
  }

  function divideOne(order: Int32Array, from: number, to: number): number {
    let held = 0;
    let middle = from;
    for (let i = from; i < to; i++) {
      const row = order[i]!;
      const left = isLeft[row]!;
      // Written to both sides and kept on one: sides change too often for a branch to be foreseen.
      order[middle] = row;
      right[held] = row;
      middle += left;
      held += 1 - left;
    }
    for (let i = 0; i < held; i++) order[middle + i] = right[i]!;
    return middle;
  }

  return (split, from, to) => {
    mark(split, from, to);
    const middle = divideOne(orders[0]!, from, to);
    if (isEven(from, middle) && isEven(middle, to)) return middle;
    for (let axis = 1; axis < orders.length; axis++) divideOne(orders[axis]!, from, to);
    return middle;
  };
}
