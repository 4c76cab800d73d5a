import type { Measured } from '../insight/contrast.js';
import { referenceOf } from '../insight/importance/reference.js';
import type { RuleFinding } from '../insight/rules/rule.js';
import { isSameSetting } from '../space/active.js';
import type { Setting } from '../space/parameter.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import type { MeasuredPath, MeasuredRules } from '../tune/on-trial.js';
import { capital } from './answer.js';
import type { Claim } from './explain/section.js';
import { count, digits, range, signed, times } from './number.js';
import { valueText } from './setting.js';

/** `learning_rate 0.001 → 0.004`; what one of the two does not have is `none`. */
export const changeText = (changes: readonly string[], from: Setting, to: Setting): string =>
  changes.map((name) => `${name} ${textOf(from[name])} → ${textOf(to[name])}`).join(', ');

const textOf = (value: Setting[string] | undefined) => (value === undefined ? 'none' : valueText(value));

/** `-20.1 (95 %: -30.1 to -10.1)`, or how often it blew up where nothing is left to compare. */
export function effectText({ effect, interval, diverged, pairs }: Measured): string {
  const blown = diverged[1] > 0 ? `${diverged[1]} of ${count(pairs, 'training')} blew up` : '';
  const size = isNumber(effect)
    ? `${signed(effect)}${interval.every(isNumber) ? ` (95 %: ${range(interval, true)})` : ''}`
    : '';
  return [size, blown].filter(Boolean).join('; ');
}

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);

/** What the path says, in a sentence: which change gave most, and which gave nothing. */
export function pathFinding({ steps, whole }: MeasuredPath, direction: 'minimize' | 'maximize'): string {
  const gain = (each: Measured) => (direction === 'minimize' ? -each.effect : each.effect);
  const total = gain(whole);
  if (whole.verdict !== 'better')
    return `From the default to the best setting: ${whole.verdict} in ${count(whole.pairs, 'pair')} of trainings (${effectText(whole)})`;
  const helpful = steps.filter(({ verdict }) => verdict === 'better').sort((a, b) => gain(b) - gain(a));
  const none = steps.filter(({ verdict }) => verdict === 'no real difference');
  const [first, second] = helpful;
  if (first === undefined)
    return `The best setting is ${digits(total)} better than the default, and no change by itself gave most of it`;
  const share = (each: Measured) => `${Math.round((100 * gain(each)) / total)} %`;
  const most = `${names(first)} gave ${share(first)} of the gain${second ? `, ${names(second)} ${share(second)}` : ''}`;
  return none.length > 0 ? `${most}; ${count(none.length, 'change')} made no real difference` : most;
}

/** With fewer other trials that came to their end, that none was better than the default says little. */
const enoughToBeat = 8;

/** Why no path was measured: nothing beat the default, hardly anything was tried, or no pair of trainings fitted into the time. */
export function noPathText(
  record: Pick<StudyRecord, 'space' | 'trials'>,
  best: Pick<Trial, 'setting'>,
): string {
  const { setting } = referenceOf(record);
  if (!isSameSetting(record.space, setting, best.setting))
    return 'The way from the default to the best setting was not measured: no pair of trainings fitted into the time. A longer --measure has room for it.';
  const others = record.trials.filter(
    (trial) => trial.state === 'complete' && !isSameSetting(record.space, trial.setting, setting),
  ).length;
  if (others >= enoughToBeat)
    return `The best setting is the default itself: none of the ${others} other trials that came to their end was better.`;
  const tried = others === 0 ? 'no other trial' : `only ${count(others, 'other trial')}`;
  return `The best setting so far is the default, but ${tried} came to ${others > 1 ? 'their' : 'its'} end: too few to say that nothing beats it. A longer --budget tries more.`;
}

const names = ({ changes, change }: MeasuredPath['steps'][number]) =>
  changeText(changes, change.from, change.to);

/** How the trainings were made. */
export const measuredText = (
  { epochs, pairs }: Pick<MeasuredRules, 'epochs' | 'pairs'>,
  horizon: number | undefined,
): string => {
  const shorter =
    horizon !== undefined && epochs < horizon ? `, shortened from ${horizon} to ${epochs} epochs` : '';
  return `Measured: ${count(pairs, 'pair')} of trainings on shared seeds and splits${shorter}.`;
};

/** The sentence of a rule with its grade and the trainings behind it. */
export const ruleClaim = (finding: RuleFinding): Claim => ({
  text: ruleSentence(finding),
  grade: finding.grade,
  trials: [],
  ...(finding.evidence.length > 0 && { pairs: Math.max(...finding.evidence.map(({ pairs }) => pairs)) }),
});

/** `With outliers, train on the absolute error. Following it is worse than the best setting: +15.9 (95 %: +6.3 to +25.5).` */
export function ruleSentence({ says, because, cost, evidence, name }: RuleFinding): string {
  const isAboutTime = name === 'powers of two';
  const sizes = isAboutTime ? [] : cost !== undefined ? [effectText(cost)] : evidence.map(evidenceText);
  const said = sizes.filter(Boolean);
  return `${says} ${capital(because)}${said.length > 0 ? `: ${said.join('; ')}` : ''}.`;
}

function evidenceText(each: Measured): string {
  const [, words] = each.name.split(': ');
  return [words, effectText(each)].filter(Boolean).join(' ');
}

/** `1.4 times as long an epoch` where it is told. */
export const timeText = ({ timeRatio }: Measured): string =>
  isNumber(timeRatio) ? `${times(timeRatio)}×` : '';

/** `5 rules of thumb held, 6 did not, 2 are open` */
export function rulesFinding(findings: readonly RuleFinding[]): string {
  const of = (verdict: RuleFinding['verdict']) => findings.filter((each) => each.verdict === verdict).length;
  const [held, not, open] = [of('held'), of('did not hold'), of('unknown')];
  const parts = [`${held} of ${findings.length} rules of thumb held`, `${not} did not`];
  return [...parts, open > 0 ? `${open} ${open === 1 ? 'is' : 'are'} open` : ''].filter(Boolean).join(', ');
}
