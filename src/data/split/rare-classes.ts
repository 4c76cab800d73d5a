export interface RareClasses {
  /** Rows in the order in which they were drawn. */
  readonly order: Uint32Array;
  /** 1 at the places in `order` whose rows were chosen; changed in place. Their number stays wherever it can. */
  readonly chosen: Uint8Array;
  /** Class indices by row number. */
  readonly targets: Float64Array;
  /** How many rows of each class should be left, if it has as many; one is left in any case. */
  readonly left: number;
  /** How many rows of each class should be chosen, if it has that many beside those that are left. */
  readonly wanted: number;
}

/**
 * Sees to the classes of few rows, whose share of a part may round to nothing or to all. What has to be left comes first, for a class that
 * is not trained on is never predicted. Each row that goes one way is exchanged for one of the class that can best spare it.
 */
export function mendRareClasses({ order, chosen, targets, left, wanted }: RareClasses): void {
  const classes = placesByClass(order, chosen, targets);
  for (const own of classes) {
    const enough = Math.min(left, own.chosen.length + own.left.length);
    while (own.left.length < enough) {
      const least = own.left.length === 0 ? 1 : left;
      if (!exchange(own, classes, 'chosen', 'left', least, chosen)) break;
    }
    if (own.left.length === 0) move(own, 'chosen', 'left', chosen);
  }
  for (const own of classes) {
    const enough = Math.min(wanted, own.chosen.length + own.left.length - left);
    while (own.chosen.length < enough && exchange(own, classes, 'left', 'chosen', wanted, chosen));
  }
}

/** A class's places in the order, by whether they are chosen. */
interface Places {
  readonly chosen: number[];
  readonly left: number[];
}
type Side = keyof Places;

function placesByClass(order: Uint32Array, chosen: Uint8Array, targets: Float64Array): Places[] {
  const classes = new Map<number, Places>();
  order.forEach((row, place) => {
    const code = targets[row]!;
    let own = classes.get(code);
    if (own === undefined) {
      own = { chosen: [], left: [] };
      classes.set(code, own);
    }
    own[chosen[place] === 1 ? 'chosen' : 'left'].push(place);
  });
  return [...classes.values()];
}

/** Moves a place of one class, and one of another the other way, which keeps more than `least` there; false when none can spare it. */
function exchange(
  own: Places,
  classes: readonly Places[],
  from: Side,
  to: Side,
  least: number,
  chosen: Uint8Array,
): boolean {
  const spare = classes.filter((each) => each !== own && each[to].length > least);
  if (spare.length === 0) return false;
  const richest = spare.reduce((a, b) => (b[to].length > a[to].length ? b : a));
  move(own, from, to, chosen);
  move(richest, to, from, chosen);
  return true;
}

function move(own: Places, from: Side, to: Side, chosen: Uint8Array) {
  const place = own[from].pop()!;
  own[to].push(place);
  chosen[place] = to === 'chosen' ? 1 : 0;
}
