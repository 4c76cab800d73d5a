import { countStates } from '../study/history.js';
import type { StudyRecord } from '../study/trial.js';
import { scoreText } from '../words/metric.js';
import { count } from '../words/number.js';
import { wholeSettingLine } from '../words/setting.js';
import { escaped, paragraph, prose } from './html.js';
import type { TrialMaterial } from './material.js';

/** The best so far, in a sentence. */
export function bestSentence({ ranked, metric }: TrialMaterial): string {
  const [best] = ranked;
  return best === undefined
    ? 'No trial has a score yet.'
    : `Best so far: trial #${best.number}, ${metric === 'score' ? 'with a score of' : metric.replace('_', '-')} ${scoreText(metric, best.value)}.`;
}

/** The page's head for a study without an end: one that still runs, was broken off, or was not made by `tune`. */
export function openHead({ name, facts }: StudyRecord, trials: TrialMaterial): string {
  const [best] = trials.ranked;
  const { running, paused, ...ended } = countStates(trials.trials);
  const states = Object.entries({ ...ended, paused, running }).flatMap(([state, many]) =>
    many > 0 ? [`${many} ${state}`] : [],
  );
  const made =
    facts.data === undefined ? 'It was not made by sweetspot tune, so' : 'It was not carried to its end, so';
  return [
    '<header>',
    `<p class="eyebrow">study ${escaped(name)}</p>`,
    `<h1>${prose(bestSentence(trials))}</h1>`,
    best ? paragraph(`Its setting: ${wholeSettingLine(best.setting)}.`, 'lead') : '',
    paragraph(
      `${count(trials.trials.length, 'trial')}${states.length > 0 ? `: ${states.join(', ')}` : ''}. ${made} there is no test score here; what follows is what its trials say.`,
    ),
    '</header>',
  ].join('');
}
