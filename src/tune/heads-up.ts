import { namesOf } from '../data/schema.js';
import { columnOf, type Target } from '../data/target.js';
import type { Heeded, Seen, SeenTarget, Warning } from '../data/warning/warning.js';
import { warningsOf } from '../data/warning/warnings.js';
import type { Prepared } from './prepare.js';

/** What a careful person would point out about a prepared table; a second or two for a million rows. */
export const headsUp = (prepared: Prepared, seed: number): Warning[] => warningsOf(seenIn(prepared, seed));

function seenIn(prepared: Prepared, seed: number): Seen {
  const { table, schema, task, classes, target, pool, test, metric, fitted } = prepared;
  const { train, validation } = fitted(0).rows;
  const { inputs, missing } = schema;
  const targetsOf = ({ values, width }: Target): SeenTarget[] =>
    namesOf(schema.target).map((name, k) => ({ name, values: columnOf(values, width, k) }));
  return {
    table,
    inputs,
    missing,
    task,
    targets: targetsOf(target),
    classes,
    rows: target.rows,
    pool,
    train,
    validation,
    test: { table: test.table, targets: targetsOf(test.target), rows: test.rows },
    metric,
    seed,
    heeded: heededIn(prepared),
  };
}

const heededIn = ({ splitBy, classWeights }: Prepared): Heeded => ({
  ...(splitBy !== 'random' && { split: splitBy }),
  classWeights: classWeights !== 'none',
});
