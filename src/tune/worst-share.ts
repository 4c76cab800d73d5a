import type { Part } from './runner.js';

/** The share of the squared error that the worst hundredth of the validation rows make up; undefined for classes, several targets, or too few rows to say. */
export function worstShare(parts: readonly Part[], predictions: readonly Float64Array[]): number | undefined {
  const rows = parts.reduce((sum, { validationRows }) => sum + validationRows, 0);
  const { task, measure } = parts[0]!;
  if (task !== 'regression' || measure.columns !== 1 || rows < fewestRows) return undefined;
  const squares = new Float64Array(rows);
  let at = 0;
  parts.forEach(({ validationTruth }, index) => {
    for (let i = 0; i < validationTruth.length; i++) {
      const error = predictions[index]![i]! - validationTruth[i]!;
      squares[at++] = error * error;
    }
  });
  squares.sort();
  let [worst, all] = [0, 0];
  squares.forEach((square, i) => {
    all += square;
    if (i >= rows - Math.ceil(rows / 100)) worst += square;
  });
  return all > 0 ? worst / all : undefined;
}

/** Of fewer a hundredth is a row or two, and its share is chance. */
const fewestRows = 300;
