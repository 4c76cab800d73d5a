/** The same numbers with room for twice as many; for arrays that grow by one at a time. */
export function grown<A extends Float64Array | Int32Array>(numbers: A): A {
  const wider = new (numbers.constructor as new (length: number) => A)(Math.max(16, 2 * numbers.length));
  wider.set(numbers);
  return wider;
}
