/**
 * Chances of many tests, each made so much larger that at most a share α of families of tests has any below α by chance, however the tests depend on
 * each other (Holm 1979). In the order given.
 */
export function holm(chances: readonly number[]): number[] {
  const order = [...chances.keys()].sort((a, b) => chances[a]! - chances[b]!);
  const adjusted = new Array<number>(chances.length);
  let least = 0;
  order.forEach((place, rank) => {
    least = Math.max(least, Math.min(1, (chances.length - rank) * chances[place]!));
    adjusted[place] = least;
  });
  return adjusted;
}
