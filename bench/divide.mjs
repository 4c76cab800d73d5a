import { readFileSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';

/**
 * Writes a CSV file's rows into `PREFIX-train.csv` and `PREFIX-test.csv`: to the test file go those whose number, from 0, is held.
 */
export function divide(file, held, prefix) {
  const { data } = Papa.parse(readFileSync(file, 'utf8'), { skipEmptyLines: true });
  const [names, ...rows] = data;
  const write = (path, chosen) => {
    writeFileSync(path, Papa.unparse([names, ...chosen]));
    return path;
  };
  return {
    train: write(
      `${prefix}-train.csv`,
      rows.filter((_, row) => !held(row)),
    ),
    test: write(
      `${prefix}-test.csv`,
      rows.filter((_, row) => held(row)),
    ),
  };
}
