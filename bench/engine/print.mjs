// Rows as a table for people.

const round = (value, digits = 3) => (value >= 100 ? value.toFixed(0) : value.toPrecision(digits));

function line({ engine, runtime, milliseconds, spread, timesPeer = {}, ceilingShare }) {
  const share = ceilingShare === undefined ? '' : `, ${(100 * ceilingShare).toFixed(0)} % of the ceiling`;
  const times = Object.entries(timesPeer).map(([peer, factor]) => `${peer} × ${round(factor)}`);
  const who = `${engine}, ${runtime}`.padEnd(52);
  const what = `${round(milliseconds)} ms (spread ${spread.toFixed(2)})${share}`;
  return `  ${who} ${what}${times.length > 0 ? `\n      ${times.join(', ')}` : ''}`;
}

/** One workload: who needed how long for an epoch, and how many times the peers' speed that is. */
export const table = (title, rows) => [title, ...rows.map(line)].join('\n');
