import type { GuessScore } from '../../insight/guess/scoreboard.js';
import type { WhatIfEvent, WhatIfStep } from '../../tune/what-if-event.js';
import { percent, range, signed } from '../../words/number.js';
import type { Style } from './style.js';
import { paragraph } from './table.js';

type GuessEvent = Extract<WhatIfEvent, { event: 'guess' }>;
type Guess = GuessEvent['steps'][number];

/** The guess of each step in words, before anything is trained, and how often guesses were right; `metric` as people call it. */
export function guessLines(
  { steps, guessesRight }: GuessEvent,
  metric: string,
  style: Style,
  columns: number,
): string[] {
  const score = scoreboard(guessesRight).trim();
  const texts = [
    ...steps.map((step) => `Guess for ${step.change}: ${sentence(step, metric)}${risk(step)}`),
    score,
  ];
  return texts.filter(Boolean).flatMap((text) => paragraph(style.text(text), columns));
}

/** A chance of blowing up that is worth a word. */
const worthAWord = 0.2;

const risk = ({ blowUp }: Guess) =>
  blowUp >= worthAWord ? ` It may blow up (a chance of ${percent(blowUp)}).` : '';

/** The same as the answer of a what-if that is not checked. */
export const guessedAnswer = ({ guess }: WhatIfStep, metric: string): string =>
  guess === undefined ? 'Nothing is known.' : upper(sentence(guess, metric));

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a guess says, and what it says where its own interval does not leave out that nothing changes. */
const words = {
  better: ['it would help', 'it would probably help'],
  worse: ['it would be worse', 'it would probably be worse'],
  'no real difference': ['it would make no real difference', 'it would make no real difference'],
  'cannot tell': ['it cannot be told', 'it cannot be told'],
} as const;

const isSure = ([low, high]: readonly [number, number]) => low > 0 || high < 0;

function sentence({ grade, verdict, effect, interval, trials, why }: Guess, metric: string): string {
  const size = Number.isFinite(effect)
    ? ` (${metric} ${signed(effect)}; 90 %: ${range(interval, true)})`
    : '';
  if (grade === 'unknown') return `not known: ${why}${size}.`;
  const near =
    trials.length > 0 ? ` Nearest trials: ${trials.map((number) => `#${number}`).join(', ')}.` : '';
  return `${words[verdict][isSure(interval) ? 0 : 1]}${size}.${near}`;
}

/** How many guesses of this study were right so far; nothing before there are any. */
export const scoreboard = ({ right, of }: GuessScore): string =>
  of === 0 ? '' : ` Guesses so far: right ${right} of ${of} times.`;
