import type { Rows } from './rows.js';
import type { Split } from './split.js';

/** Divides the rows from … to − 1 in the order of every axis, each side keeping that order; returns where the right side begins. */
export type Divide = (split: Split, from: number, to: number) => number;

export function divider({ axes, columns, values }: Rows, orders: readonly Int32Array[]): Divide {
  const isLeft = new Uint8Array(values.length);
  const right = new Int32Array(orders[0]!.length);

  function mark({ axis, threshold, absentLeft, chosen }: Split, from: number, to: number) {
    const column = columns[axis]!;
    const order = orders[axis]!;
    const isChoice = axes[axis]!.choices > 0;
    for (let i = from; i < to; i++) {
      const place = column[order[i]!]!;
      if (Number.isNaN(place)) isLeft[order[i]!] = absentLeft ? 1 : 0;
      else isLeft[order[i]!] = isChoice ? chosen[place]! : place <= threshold ? 1 : 0;
    }
  }

  return (split, from, to) => {
    mark(split, from, to);
    let middle = from;
    for (const order of orders) {
      let held = 0;
      middle = from;
      for (let i = from; i < to; i++) {
        const row = order[i]!;
        if (isLeft[row] === 1) order[middle++] = row;
        else right[held++] = row;
      }
      order.set(right.subarray(0, held), middle);
    }
    return middle;
  };
}
