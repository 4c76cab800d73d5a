/** A number as Optuna stores it: what is not finite has NULL as its value and its kind beside it. */
export interface StoredNumber {
  readonly value: number | null;
  readonly type: NumberType;
}

export type NumberType = 'FINITE' | 'INF_POS' | 'INF_NEG' | 'NAN';

export function storeNumber(value: number): StoredNumber {
  if (Number.isNaN(value)) return { value: null, type: 'NAN' };
  if (Number.isFinite(value)) return { value, type: 'FINITE' };
  return { value: null, type: value > 0 ? 'INF_POS' : 'INF_NEG' };
}

export function readNumber({ value, type }: StoredNumber): number {
  switch (type) {
    case 'INF_POS':
      return Number.POSITIVE_INFINITY;
    case 'INF_NEG':
      return Number.NEGATIVE_INFINITY;
    case 'NAN':
      return Number.NaN;
    case 'FINITE':
      return value ?? Number.NaN;
  }
}
