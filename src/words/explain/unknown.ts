import type { Explanation } from '../../insight/explain.js';
import { fewestTrials } from '../../insight/importance/importance.js';
import { count } from '../number.js';

/** Why nothing can be said of what matters, and what would change that. */
export function unknownWords({ importance, trials }: Explanation): string {
  const { used, early, silent } = importance.trials;
  const more = `${fewestTrials} are the least from which anything could be said.`;
  switch (importance.reason) {
    case 'no trials':
      return `No trial has a score to learn from (${statesWords(trials)}). ${more}`;
    case 'too few trials':
      return `${count(used, 'trial')} ${used === 1 ? 'has' : 'have'} a score to learn from${
        early > 0 ? `, ${early} of them by forecast` : ''
      }${silent > 0 ? `; ${silent} ended before it could be told what they would have come to` : ''}. ${more}`;
    case 'nothing to vary':
      return 'Every hyperparameter has a single value, so none can matter.';
    case 'all the same':
      return `At least half of the ${count(used, 'trial')} have the same best score, so nothing tells the better ones apart.`;
    default:
      return `The scores of ${count(used, 'trial')} do not follow from their settings: a model of them foretells trials that it has not seen no better than chance does. More trials, or less noise, would be needed.`;
  }
}

function statesWords(trials: Explanation['trials']): string {
  const said = Object.entries(trials).flatMap(([state, many]) => (many > 0 ? [`${many} ${state}`] : []));
  return said.length > 0 ? said.join(', ') : 'none was made';
}
