import type { Doubt } from '../../insight/doubt.js';
import { formatValue } from '../../space/format.js';
import type { StudyRecord } from '../../study/trial.js';
import type { FinishedEvent } from '../../tune/event.js';
import { count, digits } from '../number.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';

/** What not to trust: what the test rows and the trainings showed of a study carried to its end, and what its trials leave open. */
export function doubtSection({ record, explanation }: Explained): Section | undefined {
  const finished = record.facts.finished as FinishedEvent | null | undefined;
  const said = finished?.report.doubts ?? [];
  // A study carried to its end has said of ties and of few trials what its confirmations showed.
  const own = explanation.doubts.filter(({ kind }) => !finished || (kind !== 'tie' && kind !== 'few'));
  const claims: Claim[] = [
    ...said.map((text): Claim => ({ text, grade: 'measured', trials: [] })),
    ...own.map(
      (doubt): Claim => ({
        text: doubtWords(doubt, explanation) + errorWords(doubt, record),
        ...behind(doubt),
      }),
    ),
  ];
  return claims.length === 0
    ? undefined
    : { name: 'doubts', title: 'What I would not trust', claims, figures: said };
}

const behind = ({ grade, trials }: Doubt): Pick<Claim, 'grade' | 'trials'> => ({ grade, trials });

/** What the last of failed trials said, for whoever has to mend it. */
function errorWords({ kind, trials }: Doubt, record: StudyRecord): string {
  const last = kind === 'failed' ? record.trials.find(({ number }) => number === trials.at(-1)) : undefined;
  const reason = last?.facts.reason;
  return typeof reason === 'string' && reason !== '' ? ` The last said: ${reason.replace(/\.?$/, '.')}` : '';
}

function doubtWords(doubt: Doubt, { metric = 'the score' }: Explained['explanation']): string {
  switch (doubt.kind) {
    case 'few':
      return doubt.trials.length === 0
        ? 'No trial came to its end.'
        : `Only ${count(doubt.trials.length, 'trial')} came to ${doubt.trials.length === 1 ? 'its' : 'their'} end: which setting is best may be luck.`;
    case 'tie':
      return `The best trial is ${digits(doubt.difference)} ahead of the next setting in ${metric} (${digits(doubt.score)}), and ${doubt.repeated ? 'the same setting trained again' : 'one training'} varies by ${digits(doubt.noise)}: which of the two is better is not known.`;
    case 'edge':
      return `The best ${doubt.name}, ${formatValue(doubt.value)}, lies at the ${doubt.side} end of its range: a wider range may hold a better one.`;
    case 'failed':
      return `${count(doubt.trials.length, 'trial')} failed with an error and ${doubt.trials.length === 1 ? 'says' : 'say'} nothing about ${doubt.trials.length === 1 ? 'its setting' : 'their settings'}.`;
    case 'open':
      return `${count(doubt.trials.length, 'trial')} of ${doubt.of} ${doubt.trials.length === 1 ? 'has' : 'have'} not ended; what is said here will move.`;
  }
}
