/** A batch: for each row its numbers. */
export type Rows = readonly (readonly number[])[];

/** What a part of a network has made of a batch, and the way back through it. */
export interface Passed<Parameters> {
  readonly values: Rows;
  /** d loss / d values becomes d loss / d what went in; the part's own share is added to `gradients`. */
  back(slopes: Rows, gradients: Parameters): Rows;
}

/** One part after another: each sees what the one before it made. */
export function through<Parameters>(
  x: Rows,
  parts: readonly ((x: Rows) => Passed<Parameters>)[],
): Passed<Parameters> {
  const passed: Passed<Parameters>[] = [];
  for (const part of parts) passed.push(part(passed.at(-1)?.values ?? x));
  return {
    values: passed.at(-1)?.values ?? x,
    back: (slopes, gradients) => passed.reduceRight((d, part) => part.back(d, gradients), slopes),
  };
}

/** A part that does the same to each number, whatever its row: `of` gives its value and the slope there. */
export function elementwise(
  x: Rows,
  of: (number: number, row: number, unit: number) => { readonly value: number; readonly slope: number },
): Passed<unknown> {
  const responses = x.map((numbers, row) => numbers.map((number, unit) => of(number, row, unit)));
  return {
    values: responses.map((row) => row.map(({ value }) => value)),
    back: (slopes) => slopes.map((row, i) => row.map((slope, j) => slope * responses[i]![j]!.slope)),
  };
}
