import type { Setting } from '../../space/parameter.js';
import type { Contrast, Measured } from '../contrast.js';
import type { Measurements, Rule, RuleFinding, RuleScene } from './rule.js';

/** A rule that names values: one setting follows it and others do not. */
export interface Named {
  readonly name: string;
  readonly says: string;
  /** The best setting changed as the rule says; undefined where the best follows it already. */
  readonly follow?: Setting | undefined;
  /** Where it does: the nearest settings that do not, with words for each. */
  readonly against?: readonly { readonly words: string; readonly setting: Setting | undefined }[];
}

/**
 * Held: following it is not worse than the best setting, or the best setting follows it and what does not is no better. Did not hold: the other way
 * round. Unknown: not measured, or not clear.
 */
export function following({ best }: RuleScene, { name, says, follow, against = [] }: Named): Rule {
  const contrasts: Contrast[] =
    follow !== undefined
      ? [{ name, from: best, to: follow }]
      : against.flatMap(({ words, setting }) =>
          setting === undefined ? [] : [{ name: `${name}: ${words}`, from: best, to: setting }],
        );
  return {
    name,
    says,
    contrasts,
    judge: (measured) => ({
      name,
      says,
      ...(follow !== undefined ? followed(measured.get(name)) : opposed(contrasts, measured)),
    }),
  };
}

type Judged = Omit<RuleFinding, 'name' | 'says'>;

function followed(cost: Measured | undefined): Judged {
  if (cost === undefined) return unknown('it was not tried', []);
  const evidence = [cost];
  switch (cost.verdict) {
    case 'cannot tell':
      return { ...unknown('the trainings do not tell it from the best setting yet', evidence), cost };
    case 'worse':
      return {
        verdict: 'did not hold',
        grade: 'measured',
        because: 'following it is worse than the best setting',
        cost,
        evidence,
      };
    case 'better':
      return {
        verdict: 'held',
        grade: 'measured',
        because: 'following it is even better than the best setting',
        cost,
        evidence,
      };
    case 'no real difference':
      return {
        verdict: 'held',
        grade: 'measured',
        because: 'following it is as good as the best setting',
        cost,
        evidence,
      };
  }
}

function opposed(contrasts: readonly Contrast[], measured: Measurements): Judged {
  const evidence = contrasts.map(({ name }) => measured.get(name)).filter((each) => each !== undefined);
  if (evidence.some(({ verdict }) => verdict === 'better'))
    return {
      verdict: 'did not hold',
      grade: 'measured',
      because: 'the best setting follows it, and one that does not is better',
      evidence,
    };
  const isWhole = evidence.length === contrasts.length && evidence.length > 0;
  if (!isWhole || evidence.some(({ verdict }) => verdict === 'cannot tell'))
    return unknown('the best setting follows it; whether others are as good is not clear', evidence);
  const isBest = evidence.some(({ verdict }) => verdict === 'worse');
  return {
    verdict: 'held',
    grade: 'measured',
    because: isBest
      ? 'the best setting follows it, and what does not is no better'
      : 'the best setting follows it, but what does not is as good',
    evidence,
  };
}

export const unknown = (because: string, evidence: readonly Measured[]): Judged => ({
  verdict: 'unknown',
  grade: 'unknown',
  because,
  evidence,
});
