import { guessWhatIf } from '../../../dist/tune/what-if-guess.js';

/** Each step of a table's questions: what is true of it, what is guessed, and what what-if measured where that was trained. */
export function judgeTable(record, base, truth, verdicts) {
  return truth.flatMap(({ question, steps }, q) => {
    const { guesses } = guessWhatIf(record, base.setting, question);
    return steps.map(({ change, setting, ...of }, i) => {
      const { grade, verdict, effect, interval } = guesses[i];
      const measured = verdicts?.[q].steps[i];
      return {
        ...{ change, truth: of, guess: grade === 'believed' ? verdict : 'unknown' },
        ...(Number.isFinite(effect) ? { effect, interval } : { effect: null }),
        ...(measured && { measured: measured.verdict, size: measured.effect, pairs: measured.pairs }),
      };
    });
  });
}
