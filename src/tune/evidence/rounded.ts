/** Enough digits for a picture. */
export const rounded = (value: number) => Number(value.toPrecision(5));
