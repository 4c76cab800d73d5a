import type { EpochReport, TrialOutcome } from './runner.js';

/** Pairs of an epoch and a score, in the order of epochs; plain JSON. */
export type Points = readonly (readonly [epoch: number, value: number])[];

/** How one training went: the metric on the validation rows and on a sample of the training rows, by epoch. */
export interface Curve {
  readonly validation: Points;
  readonly train: Points;
  /** The epoch whose weights were kept. */
  readonly kept: number;
}

/** The looks at training rows. */
export const lookCurve = (reports: readonly EpochReport[]): Points =>
  reports.flatMap(({ epoch, train }) => (Number.isFinite(train) ? [[epoch, train!] as const] : []));

export function curveOf({ reports, best }: TrialOutcome): Curve {
  const kept = best?.epoch ?? 0;
  return {
    validation: reports
      .filter(({ value }) => Number.isFinite(value))
      .map(({ epoch, value }) => [epoch, value] as const),
    train: withKept(lookCurve(reports), kept, best?.train),
    kept,
  };
}

/** The looks with the one at the kept epoch among them. */
export function withKept(looks: Points, kept: number, value: number | undefined): Points {
  if (!Number.isFinite(value)) return looks;
  const others = looks.filter(([epoch]) => epoch !== kept);
  return [...others, [kept, value!] as const].sort(([a], [b]) => a - b);
}
