const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
/** 97.5 % quantiles of Student's t with 1, 2, … degrees of freedom. */
const t = [12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145];

/** Mean of ratios with its 95 % interval, by their logarithms. */
function ratio(logs) {
  const middle = mean(logs);
  if (logs.length < 2) return Math.exp(middle).toFixed(3);
  const error = Math.sqrt(mean(logs.map((x) => (x - middle) ** 2)) / (logs.length - 1));
  const wide = (t[logs.length - 2] ?? 2) * error;
  const [low, high] = [middle - wide, middle + wide].map((x) => Math.exp(x).toFixed(3));
  return `${Math.exp(middle).toFixed(3)} (${low} to ${high})`;
}

const four = (value) => Number(value.toPrecision(4));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const trials = (run) => `${run.trials.complete} + ${run.trials.stopped}`;
const logOf = ({ before, now }) => Math.log(now.error / before.error);

/** Pairs of tunings as a table, with the ratio of their test errors: of each, of each table, and of all tables, each table counting once. */
export function printTable(pairs, heads) {
  row('table', 'seed', 'metric', heads.before, heads.now, 'ratio (95 %)', 'trials');
  row(...new Array(7).fill('---'));
  const names = [...new Set(pairs.map(({ now }) => now.table))];
  const means = names.map((name) => {
    const own = pairs.filter(({ now }) => now.table === name);
    for (const pair of own) {
      const { before, now } = pair;
      const errors = [before, now].map(({ error }) => four(error));
      row(name, now.seed, now.metric, ...errors, ratio([logOf(pair)]), `${trials(before)}; ${trials(now)}`);
    }
    if (own.length > 1) row(`**${name}**`, '', '', '', '', ratio(own.map(logOf)), '');
    return mean(own.map(logOf));
  });
  if (names.length > 1) row('**all**', '', '', '', '', ratio(means), '');
}
