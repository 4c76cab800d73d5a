/** A number in a reason: three significant digits. */
export const short = (value: number): string => String(Number(value.toPrecision(3)));
