import { type Coaching, coachTrial } from '../../insight/diagnosis/coach.js';
import type { Diagnosis } from '../../insight/diagnosis/diagnosis.js';
import type { Trial } from '../../study/trial.js';
import { count } from '../number.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';

/** What a coach would say of the study: of its best training, of the choice, of the target; how often each sign is seen. */
export function coachSection({ record, explanation }: Explained): Section | undefined {
  const coaching = explanation.coach;
  if (coaching.trials === 0) return undefined;
  const said = [...coaching.best, ...coaching.study];
  // Without a curve that nothing is seen means nothing.
  if (said.length === 0 && !record.trials.some(hasCurve)) return undefined;
  return {
    name: 'coach',
    title: titleOf(said, 'the best training and the choice of it'),
    claims: said.map(claimOf),
    basis: countWords(coaching),
    figures: coaching,
  };
}

/** The same of one trial; undefined where there is none of that number. */
export function trialSection({ record }: Explained, number: number): Section | undefined {
  const said = coachTrial(record, number);
  return (
    said && {
      name: 'coach',
      title:
        said.length > 0 || hasCurve(record.trials.find((trial) => trial.number === number)!)
          ? titleOf(said, `trial #${number}`)
          : `Trial #${number} left no curve for the coach to look at`,
      claims: said.map(claimOf),
      figures: { trial: number, said },
    }
  );
}

const hasCurve = ({ intermediate }: Trial) => intermediate.length > 1;

const titleOf = (said: readonly Diagnosis[], what: string) =>
  said.length === 0
    ? `The coach sees nothing wrong with ${what}`
    : `The coach has ${count(said.length, 'remark')} on ${what}`;

const claimOf = (diagnosis: Diagnosis): Claim => ({
  text: diagnosisText(diagnosis),
  grade: diagnosis.grade,
  trials: diagnosis.trials,
});

/** What is seen, why it matters, what to try and at what cost: `overfitting: …`. */
export function diagnosisText({ name, sees, matters, advice }: Diagnosis): string {
  const { says, command, cost } = advice;
  const run = command === undefined ? '' : ` Run: ${command}`;
  return `${name}: ${sees} ${matters} ${says} ${cost}${run}`;
}

/** `Of 40 trials 6 show overfitting, 3 diverging.` */
function countWords({ counts, trials }: Coaching): string | undefined {
  if (counts.length === 0) return undefined;
  const [first, ...more] = counts.map(({ name, trials: many }) => `${many} show ${name}`);
  const others = more.map((each) => each.replace(' show', ''));
  return `Of ${count(trials, 'trial')} looked at ${[first, ...others].join(', ')}.`;
}
