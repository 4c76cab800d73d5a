const truths: readonly (readonly [no: string, yes: string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['0', '1'],
  ['off', 'on'],
];

const truthOf = new Map(
  truths.flatMap(([no, yes]) => [
    [no, 0],
    [yes, 1],
  ]) as [string, number][],
);

/** 1 for true, yes, y, t, on, 1; 0 for their opposites, in any letter case; NaN for anything else. */
export const readTruth = (trimmed: string) =>
  trimmed.length > 5 ? Number.NaN : (truthOf.get(trimmed.toLowerCase()) ?? Number.NaN);

/** Whether these two texts say yes and no in the same words. */
export const areTruths = (a: string, b: string) =>
  truths.some((pair) => pair.includes(a.toLowerCase()) && pair.includes(b.toLowerCase()));
