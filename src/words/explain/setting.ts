import type { FinishedEvent } from '../../tune/event.js';
import { count } from '../number.js';
import type { Explained } from './explained.js';
import type { Section } from './section.js';

/** The setting that was chosen, and for each hyperparameter the values that are as good and what others lost. */
export function settingSection({ record }: Explained): Section | undefined {
  const finished = record.facts.finished as FinishedEvent | null | undefined;
  if (!finished?.best) return undefined;
  const { report, best, trials } = finished;
  return {
    name: 'settings',
    title: `Why this setting: trial #${best.number}`,
    claims: [],
    table: {
      head: ['setting', 'chosen', 'also fine', 'why'],
      rows: report.settings.map(({ name, chosen, alsoFine, why }) => [name, chosen, alsoFine, why]),
      right: [],
    },
    basis: `Measured, from ${count(trials.complete, 'trial')} that came to ${trials.complete === 1 ? 'its' : 'their'} end; they differ in several hyperparameters at once, so what a value lost is not its doing alone. Also fine: within the noise of #${best.number}.`,
  };
}
