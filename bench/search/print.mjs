// Rows as a table for people.

const number = (value) => value.toFixed(3).replace(/^(-?)0\./, '$1.');

/** A line for each method: regret with its interval, and rank, at each budget. */
export function table(rows, title) {
  const budgets = [...new Set(rows.map(({ budget }) => budget))];
  const methods = [...new Set(rows.map(({ method }) => method))];
  const cell = ({ regret, interval, rank }) =>
    `${number(regret)} [${interval.map(number).join(' ')}] ${rank.toFixed(1)}`.padEnd(24);
  const head = `${''.padEnd(22)}${budgets.map((budget) => `at ${budget}`.padEnd(24)).join('')}`;
  const lines = methods.map((method) => {
    const cells = budgets.map((budget) =>
      cell(rows.find((row) => row.method === method && row.budget === budget)),
    );
    return `${method.padEnd(22)}${cells.join('')}`;
  });
  return [title, head, ...lines].join('\n');
}
