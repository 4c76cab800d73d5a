/** Prints settings in the order of their greedy selection after the default: mean over tables of the logarithm of the best error so far beside the table's best. */
export function select(rows, size) {
  const tables = [...new Set(rows.map(({ table }) => table))];
  const labels = [...new Set(rows.map(({ label }) => label))];
  const ratios = new Map(rows.map(({ table, label, ratio }) => [`${table} ${label}`, Math.log(ratio)]));
  const least = tables.map((table) => Math.min(...labels.map((label) => ratios.get(`${table} ${label}`))));
  const behind = (chosen) =>
    tables.map((table, i) =>
      Math.min(most, Math.min(...chosen.map((label) => ratios.get(`${table} ${label}`))) - least[i]),
    );
  const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const line = (label, chosen) => {
    const setting = rows.find((row) => row.label === label)?.setting;
    console.log(`${label.padEnd(9)} ${mean(behind(chosen)).toFixed(4)}  ${JSON.stringify(setting ?? {})}`);
  };
  const now = labels.filter((label) => label === 'default' || label.startsWith('now'));
  for (const [i, label] of now.entries()) line(label, now.slice(0, i + 1));
  console.log('greedy:');
  let chosen = ['default'];
  while (chosen.length <= size) {
    const next = labels.reduce((a, b) =>
      mean(behind([...chosen, b])) < mean(behind([...chosen, a])) ? b : a,
    );
    if (chosen.includes(next)) break;
    chosen = [...chosen, next];
    line(next, chosen);
  }
}

/** Being further behind than this counts no more. */
const most = 0.5;
