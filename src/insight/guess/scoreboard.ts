import type { GuessVerdict } from '../guess.js';

/** A step as it was guessed and then measured. */
export interface KeptGuess {
  readonly change: string;
  readonly guess: { readonly verdict: GuessVerdict; readonly grade: string };
  readonly verdict: GuessVerdict;
}

/** How many of the guesses that were given, and then measured clearly, were right. */
export interface GuessScore {
  readonly right: number;
  readonly of: number;
}

/** Facts of a study under which a what-if is kept: one key for each, so that two at once lose nothing. */
export const keptPrefix = 'what_if:';

/** The score of all guesses that a study keeps. */
export function scoreOfGuesses(facts: Readonly<Record<string, unknown>>): GuessScore {
  const kept = Object.entries(facts)
    .filter(([key]) => key.startsWith(keptPrefix))
    .flatMap(([, value]) => (value as { steps?: readonly KeptGuess[] }).steps ?? []);
  return scoreOf(kept);
}

export function scoreOf(kept: readonly KeptGuess[]): GuessScore {
  const judged = kept.filter(
    ({ guess, verdict }) => guess?.grade === 'believed' && verdict !== 'cannot tell',
  );
  return {
    right: judged.filter(({ guess, verdict }) => guess.verdict === verdict).length,
    of: judged.length,
  };
}
