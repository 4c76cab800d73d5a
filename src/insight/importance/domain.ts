import { cellAround, cellIndex, toUnit } from '../../space/encode.js';
import type { Parameter, Space } from '../../space/parameter.js';
import { countValues, valuesOf } from '../../space/values.js';

/** A part of an axis, from … to in [0, 1], in which the same other axes exist. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** By child, in the order of `children`. */
  readonly exists: readonly boolean[];
}

/** An axis that a forest splits, with what exists by its value. */
export interface MeasuredAxis {
  /** 0: a number in [0, 1]; otherwise choice i is the part from i/choices to (i + 1)/choices. */
  readonly choices: number;
  /** The axis on whose value it depends; −1: none. */
  readonly parent: number;
  readonly children: readonly number[];
  readonly pieces: readonly Piece[];
  /** The share of trials that have it though no condition says why; 1 where none is without. */
  readonly presence: number;
}

export interface DomainAxis extends MeasuredAxis {
  readonly name: string;
  readonly parameter: Parameter;
}

/** The hyperparameters that have more than one value, in the space's order; what is uniform on each, where it exists, is the measure of everything said. */
export interface Domain {
  readonly axes: readonly DomainAxis[];
  /** By axis, its place in the points of the space. */
  readonly places: readonly number[];
}

/** `points`: those of the trials that will be learnt from, as the space's encoder makes them. */
export function domainOf(space: Space, points: readonly Float64Array[]): Domain {
  const all = Object.keys(space);
  const places = all.map((_, place) => place).filter((place) => countValues(space[all[place]!]!) > 1);
  const names = places.map((place) => all[place]!);
  const childrenOf = (name: string) =>
    names.flatMap((child, i) => (space[child]!.when?.parameter === name ? [i] : []));
  const axes = names.map((name, i) => {
    const parameter = space[name]!;
    const children = childrenOf(name);
    const parent = parameter.when ? names.indexOf(parameter.when.parameter) : -1;
    return {
      name,
      parameter,
      choices: parameter.kind === 'categorical' ? parameter.choices.length : 0,
      parent,
      children,
      pieces: piecesOf(
        parameter,
        children.map((child) => space[names[child]!]!),
      ),
      presence: parent < 0 ? presenceOf(points, places[i]!) : 1,
    };
  });
  return { axes, places };
}

function presenceOf(points: readonly Float64Array[], place: number): number {
  const absent = points.filter((point) => Number.isNaN(point[place]!)).length;
  return points.length === 0 ? 1 : 1 - absent / points.length;
}

function piecesOf(parameter: Parameter, children: readonly Parameter[]): Piece[] {
  if (children.length === 0 || !Number.isFinite(countValues(parameter)))
    return [{ from: 0, to: 1, exists: children.map(() => false) }];
  const pieces: Piece[] = [];
  for (const value of valuesOf(parameter)) {
    const [from, to] = cellAround(parameter, toUnit(parameter, value));
    const exists = children.map(({ when }) => when!.values.includes(value));
    const before = pieces.at(-1);
    if (before && exists.every((each, k) => each === before.exists[k]))
      pieces[pieces.length - 1] = { ...before, to };
    else pieces.push({ from, to, exists });
  }
  return pieces;
}

/** The coordinate of an axis that the forest splits, from its place in [0, 1]; NaN stays. */
export const coordinate = ({ choices }: MeasuredAxis, unit: number): number =>
  choices > 0 && !Number.isNaN(unit) ? cellIndex(unit, choices) : unit;

/** Points of the space as columns for a forest. */
export const columnsOf = ({ axes, places }: Domain, points: readonly ArrayLike<number>[]): Float64Array[] =>
  axes.map((axis, i) => Float64Array.from(points, (point) => coordinate(axis, point[places[i]!]!)));
