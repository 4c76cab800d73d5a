import { dataOptionsOf } from '../../dist/platform/data-options.js';
import { loadTable } from '../../dist/platform/node/source.js';
import { threadRunner } from '../../dist/platform/node/thread-runner.js';
import { onlyActive } from '../../dist/space/active.js';
import { constantBaseline } from '../../dist/tune/baselines.js';
import { trainingWork } from '../../dist/tune/budget.js';
import { nominalSpeed } from '../../dist/tune/cost.js';
import { paceOf } from '../../dist/tune/pace.js';
import { prepare } from '../../dist/tune/prepare.js';
import { binCounts, defaultSetting, defaultSpace, portfolio } from '../../dist/tune/space.js';

/** One row for each candidate, the default and the present portfolio: what its training came to, as an error beside the constant's. */
export async function trainingsOn({ name, file, target }, drawn, seconds) {
  const { table } = await loadTable(file, { target });
  const prepared = prepare({ table, data: dataOptionsOf({ target }), seed: 1 });
  const { problem, direction } = prepared;
  const runner = threadRunner(1);
  const parts = prepared.partsOf(0);
  for (const id of parts) runner.add(prepared.part(id).part);
  const budget = { seconds };
  const pace = await paceOf({
    prepared,
    budget,
    runner,
    known: { work: trainingWork(budget, 1, nominalSpeed) },
  });
  const errorOf = (value) => (direction === 'minimize' ? value : 1 - value);
  const constant = errorOf(constantBaseline(prepared).validation(parts).value);
  const space = defaultSpace(problem);
  const settings = [
    ['default', defaultSetting(problem)],
    ...portfolio(problem).map((setting, i) => [`now ${i + 1}`, setting]),
    ...drawn.map((candidate, i) => [`drawn ${i + 1}`, onlyActive(space, settingOf(candidate, problem))]),
  ];
  const made = [];
  for (const [label, setting] of settings) {
    const isDefault = label === 'default';
    const { epochs, rows } = isDefault ? pace.defaultLength : pace.length(setting);
    const job = { label, setting, seed: { seed: 1, trial: made.length }, parts, epochs, rows, rungs: [] };
    const { best, seconds: took } = await runner.run(job).outcome;
    const error = best ? errorOf(best.value) : constant;
    made.push({ table: name, label, setting, epochs, seconds: took, ratio: Math.min(1, error / constant) });
  }
  await runner.close();
  return made;
}

/** A candidate where these rows are: its batch beside the usual one, the nearest pieces that there are. */
function settingOf({ batch_factor, target_scale, numeric_bins, ...others }, problem) {
  const [usual] = portfolio(problem);
  const counts = binCounts(problem.numeric);
  const isNumber = problem.task === 'regression';
  return {
    ...defaultSetting(problem),
    ...others,
    batch_size: Math.min(problem.rows, Math.max(8, Number(usual.batch_size) * batch_factor)),
    ...(counts.length > 0 && { numeric_bins: Math.min(numeric_bins, counts.at(-1)) }),
    ...(isNumber && problem.logTarget && { target_scale }),
  };
}
