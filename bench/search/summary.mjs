// From studies to rows: mean normalised regret of each method at each budget with a bootstrap interval, and its mean rank.
import { stream } from '../../dist/math/random.js';

const resamples = 1_000;

/** `studies`: { method, task, seed, regret by epoch }, with a `budget` where it counts for that one only. The interval holds 95 % of the means over seeds drawn again within each task. */
export function rowsOf(studies, { budgets, most }) {
  const methods = [...new Set(studies.map(({ method }) => method))];
  return budgets.flatMap((budget) => {
    const at = Math.round(budget * most) - 1;
    const counted = studies.filter((study) => (study.budget ?? budget) === budget);
    const ranks = ranksOf(counted, at);
    return methods.map((method) => {
      const own = counted.filter((study) => study.method === method);
      const byTask = Object.values(Object.groupBy ? Object.groupBy(own, ({ task }) => task) : grouped(own));
      const regrets = byTask.map((each) => each.map(({ regret }) => regret[at]));
      return {
        method,
        budget,
        regret: mean(regrets.map(mean)),
        interval: interval(regrets),
        rank: mean(own.map((study) => ranks.get(study))),
        studies: own.length,
      };
    });
  });
}

function grouped(studies) {
  const groups = {};
  for (const study of studies) (groups[study.task] ??= []).push(study);
  return groups;
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function interval(regrets) {
  const random = stream(1, 0, 'bench: bootstrap');
  const again = (numbers) => mean(numbers.map(() => numbers[random.below(numbers.length)]));
  const means = Array.from({ length: resamples }, () => mean(regrets.map(again))).sort((a, b) => a - b);
  return [means[Math.floor(0.025 * resamples)], means[Math.ceil(0.975 * resamples) - 1]];
}

/** The rank of each study among the methods on the same task and seed; equals share theirs. */
function ranksOf(studies, at) {
  const contests = new Map();
  for (const study of studies) {
    const key = `${study.task} ${study.seed}`;
    contests.set(key, [...(contests.get(key) ?? []), study]);
  }
  const ranks = new Map();
  for (const contest of contests.values())
    for (const study of contest) {
      const better = contest.filter(({ regret }) => regret[at] < study.regret[at]).length;
      const equal = contest.filter(({ regret }) => regret[at] === study.regret[at]).length;
      ranks.set(study, better + (equal + 1) / 2);
    }
  return ranks;
}
