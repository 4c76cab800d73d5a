import { rateText } from '../../words/lr-find.js';
import { word } from '../../words/shell.js';
import type { LrFound } from '../job.js';

/** A command with what it is for. */
export type Next = readonly [command: string, why: string];

/** What was asked about, as the commands that follow name it. */
export interface LrFindSubject {
  /** The same with so many tests. */
  again(tests: number): Next;
  /** What settles whether these values are better. */
  settle(set: Readonly<Record<string, string>>, why: string): Next;
  /** What says whether there is anything to learn. */
  look(): Next;
}

/** Of a table: `words` are what followed `lr-find` on the command line. */
export function fileSubject(words: readonly string[]): LrFindSubject {
  const kept = withoutFlags(words);
  return {
    again: (tests) => [
      `sweetspot lr-find ${join(kept)} --tests ${tests}`,
      'more first weights, to tell it closer',
    ],
    settle: (set, why) => [`sweetspot train ${join(withoutSet(kept, set))} ${setWords(set)}`, why],
    look: () => [`sweetspot train ${join(kept)}`, 'the whole training: whether there is anything to learn'],
  };
}

export interface StudyWords {
  readonly study: string;
  readonly set: readonly string[];
  readonly storage?: string;
}

/** Of a study: its best setting is what a change is compared with. */
export function studySubject({ study, set, storage }: StudyWords): LrFindSubject {
  const where = storage === undefined ? '' : ` --storage ${word(storage)}`;
  const settings = set.map((each) => each.split('=').map((part) => part.trim()) as [string, string]);
  return {
    again: (tests) => [
      `sweetspot lr-find ${[study, ...set.flatMap((each) => ['--set', each])].map(word).join(' ')} --tests ${tests}${where}`,
      'more first weights, to tell it closer',
    ],
    settle(changes, why) {
      const [first, ...more] = Object.entries({ ...Object.fromEntries(settings), ...changes });
      const others = more.map(([name, value]) => ` --raise ${word(`${name}=${value}`)}`).join('');
      return [`sweetspot what-if ${word(study)} ${word(first!.join('='))}${others}${where}`, why];
    },
    look: () => [`sweetspot explain ${word(study)}${where}`, 'what its trials learnt'],
  };
}

/** What is worth running next: what settles a number that is known, what would tell one that is not. */
export function lrFindNext({ rate, noise, rows, setting, study }: LrFound, subject: LrFindSubject): Next[] {
  if (rate.reason === 'nothing learnt') return [subject.look()];
  const { steepest } = rate;
  const learning_rate = steepest?.rate && rateText(steepest.rate);
  const why =
    study === undefined
      ? 'the whole training at this rate, with its validation score'
      : 'would it help? settled by training';
  const batch = noise && batchToTry(noise, rows);
  const other = batch !== undefined && batch !== setting.batch_size;
  return [
    ...(learning_rate ? [subject.settle({ learning_rate }, why)] : []),
    ...(steepest?.needed ? [subject.again(steepest.needed)] : []),
    ...(other
      ? [
          subject.settle(
            { batch_size: String(batch), ...(learning_rate && { learning_rate }) },
            study === undefined
              ? 'the same with another batch: is it as good, in less time?'
              : 'is that batch as good, in less time?',
          ),
        ]
      : []),
  ];
}

/** The power of two nearest to the useful size, or to the least of the moments' where that is not known; undefined where the own is near. */
function batchToTry({ usefulBatch, low, own }: NonNullable<LrFound['noise']>, rows: number) {
  const size = usefulBatch ?? low;
  if (size === undefined || own === 'near') return undefined;
  const most = 2 ** Math.floor(Math.log2(rows));
  return Math.min(most, 2 ** Math.max(0, Math.round(Math.log2(size))));
}

const join = (words: readonly string[]) => words.map(word).join(' ');

const setWords = (set: Readonly<Record<string, string>>) =>
  Object.entries(set)
    .map(([name, value]) => `--set ${word(`${name}=${value}`)}`)
    .join(' ');

/** Flags that `train` does not take, or that are about how this was written. */
function withoutFlags(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--tests') i += 1;
    else if (!/^--(json|quiet|ascii|tests=.*)$/.test(words[i]!)) kept.push(words[i]!);
  }
  return kept;
}

/** Without a `--set` of the same names. */
function withoutSet(words: readonly string[], set: Readonly<Record<string, string>>): string[] {
  const names = (text: string) => text.split('=')[0]!.trim().replaceAll('-', '_') in set;
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--set' && names(words[i + 1] ?? '')) i += 1;
    else if (!(words[i]!.startsWith('--set=') && names(words[i]!.slice(6)))) kept.push(words[i]!);
  }
  return kept;
}
