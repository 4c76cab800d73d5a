import type { Explanation } from '../../insight/explain.js';
import type { Divergence } from '../../insight/importance/divergence.js';
import type { HyperparameterImportance, Importance } from '../../insight/importance/importance.js';
import { formatValue } from '../../space/format.js';
import { inWords } from '../names.js';
import { count, digits, percent, range } from '../number.js';
import { costWords, directionWords } from './effect.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';
import { unknownWords } from './unknown.js';

/** What matters: the share of each hyperparameter, which way it helps, what tuning it is worth. */
export function importanceSection({ explanation }: Pick<Explained, 'explanation'>): Section {
  const { importance } = explanation;
  const { hyperparameters, trials } = importance;
  const sure = hyperparameters.filter(({ grade }) => grade === 'believed');
  const unsure = hyperparameters.filter(({ grade }) => grade === 'unknown');
  const claims: Claim[] = [
    ...(importance.grade === 'unknown'
      ? [{ text: unknownWords(explanation), grade: 'unknown' as const, trials: trials.used }]
      : []),
    ...sure.map((each) => claimOf(each, explanation)),
    ...(unsure.length > 0
      ? [{ text: unsureWords(unsure, importance), grade: 'unknown' as const, trials: trials.used }]
      : []),
    ...(importance.divergence ? [divergenceClaim(importance.divergence)] : []),
  ];
  return {
    name: 'importance',
    title: titleOf(importance, sure),
    claims,
    ...(sure.length > 0 && { table: tableOf(hyperparameters) }),
    ...(importance.grade === 'believed' && { basis: basisWords(explanation) }),
    figures: importance,
  };
}

function titleOf(importance: Importance, [first, second]: readonly HyperparameterImportance[]): string {
  const { grade } = importance;
  if (grade === 'unknown') return 'Which hyperparameter matters cannot be told yet';
  if (first === undefined) return 'No hyperparameter stands out from chance';
  const lead = `${first.name} matters most: ${percent(first.share.value)} of what tells ${regionWords(importance)} apart`;
  return second === undefined ? lead : `${lead}, ${second.name} ${percent(second.share.value)}`;
}

/** `41 to 46 %`, within 0 and 100. */
export function shareRange({ value, half }: HyperparameterImportance['share']): string {
  const [low, high] = [100 * Math.max(0, value - half), 100 * Math.min(1, value + half)];
  const decimals = high < 10 ? 1 : 0;
  return `${low.toFixed(decimals)} to ${high.toFixed(decimals)} %`;
}

function claimOf(own: HyperparameterImportance, { importance, metric }: Explanation): Claim {
  const { name, share, chance, effect, exists } = own;
  const cost = costWords(effect);
  const best = directionWords(effect, own.parameter);
  const parts = [
    `${name} accounts for ${percent(share.value)} (${shareRange(share)}; chance gives up to ${percent(chance)})`,
    cost === undefined
      ? 'which value is best is not clear'
      : `best: ${best}; ${cost}${metric === undefined ? '' : ` in ${metric}`}`,
  ];
  const where = exists < 0.999 ? ` It exists in ${percent(exists)} of the space, and counts there.` : '';
  return {
    text: `${parts.join('; ')}.${worthWords(own, importance)}${where}`,
    grade: 'believed',
    trials: own.trials,
  };
}

/** What tuning it is expected to bring, of all that tuning is; nothing where that may be nothing. */
function worthWords({ worth }: HyperparameterImportance, { hyperparameters, reference }: Importance): string {
  const all = hyperparameters.reduce((sum, each) => sum + each.worth.value, 0);
  if (!(worth.value > worth.half)) return '';
  const against = reference.source === 'middle' ? 'the middle of all ranges' : 'the default';
  return ` Tuning it from ${against} is worth ${digits(worth.value)} (${range([worth.value - worth.half, worth.value + worth.half])}) of ${digits(all)}.`;
}

function unsureWords(unsure: readonly HyperparameterImportance[], { trials }: Importance): string {
  const names = inWords(unsure.map(({ name }) => name));
  return unsure.length === 1
    ? `${names} cannot be told from chance with ${count(trials.used, 'trial')}.`
    : `These cannot be told from chance with ${count(trials.used, 'trial')}: ${names}.`;
}

/** Where trainings blew up, counted. */
export function divergenceClaim({ diverged, trials, where }: Divergence): Claim {
  const apart = 'They count as blown up, not as bad scores, so the shares leave them out.';
  const text =
    where === undefined
      ? `${diverged} of ${count(trials, 'training')} blew up, and no single value tells which.`
      : `Of ${count(where.inside.trials, 'training')} with ${where.name} ${sideWords(where)}, ${where.inside.diverged} blew up; of the ${where.outside.trials} others, ${where.outside.diverged}.`;
  return { text: `${text} ${apart}`, grade: 'measured', trials };
}

function sideWords({ side, value }: NonNullable<Divergence['where']>): string {
  const shown = formatValue(value);
  if (side === 'equal') return `= ${shown}`;
  return side === 'above' ? `from ${shown} up` : `up to ${shown}`;
}

function tableOf(hyperparameters: readonly HyperparameterImportance[]): NonNullable<Section['table']> {
  return {
    head: ['hyperparameter', 'share', '90 %', 'by chance', 'worth', 'best'],
    rows: hyperparameters.map((own) => [
      own.name,
      percent(own.share.value),
      shareRange(own.share),
      percent(own.chance),
      own.worth.value > own.worth.half ? digits(own.worth.value) : '-',
      own.grade === 'believed' ? directionWords(own.effect, own.parameter) : 'not told from chance',
    ]),
    right: [1, 2, 3, 4],
  };
}

/** Whom the shares are about. */
export const regionWords = ({ region }: Importance) =>
  region === 0.5 ? 'the better half of the trials' : `the better ${percent(region!)} of the trials`;

function basisWords({ importance, direction }: Explanation): string {
  const { trials, fit, ceiling, region } = importance;
  const wider = region === 0.5 ? '' : ' Within the better half, differences are no more than chance.';
  const middle = digits(direction === 'minimize' ? ceiling! : -ceiling!);
  const silent =
    trials.silent > 0
      ? ` ${count(trials.silent, 'trial')} without a score to learn from ${trials.silent === 1 ? 'is' : 'are'} left out.`
      : '';
  const early = trials.early > 0 ? `, ${trials.early} of them stopped early and taken at their forecast` : '';
  const drawn = trials.drawnFrom === undefined ? '' : ` drawn evenly from ${trials.drawnFrom}`;
  return `From ${count(trials.used, 'trial')}${drawn}${early}; shares are of ${regionWords(importance)}, values worse than ${middle} count as ${middle}.${wider}${silent} The model foretells ${percent(fit!)} of the spread of trials that it has not seen.`;
}
