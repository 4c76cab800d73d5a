import { type LossShare, normalSpread } from '../../insight/residuals/loss-shares.js';
import type { HuberDelta, TargetResiduals } from '../../tune/evidence/residuals/residuals.js';
import { digits, mostly, percent, times } from '../number.js';
import { lossNames } from '../residual.js';
import type { Explained } from './explained.js';
import { forTarget, residualsIn, trialsOf } from './residuals.js';
import type { Claim, Section } from './section.js';

/** Which rows each loss listens to: what the worst of them make up of it. */
export function lossSection({ record }: Explained): Section | undefined {
  const targets = residualsIn(record)?.targets;
  if (targets === undefined) return undefined;
  const behind = { grade: 'measured', trials: trialsOf(record) } as const;
  return {
    name: 'losses',
    title: lossTitle(ruledMost(targets)),
    claims: targets.flatMap((target) =>
      lossTexts(target).map((text): Claim => ({ text: forTarget(targets, target, text), ...behind })),
    ),
    table: lossTable(targets),
    figures: targets.map(({ target, spread, losses, huber, gamma, trainedWith }) => ({
      ...{ target, spread, losses, huber, gamma, trainedWith },
    })),
  };
}

/** The target of which the worst rows make up most of the first loss. */
const ruledMost = (targets: readonly TargetResiduals[]) =>
  targets.reduce((a, b) => (worstOf(b.losses[0]!) > worstOf(a.losses[0]!) ? b : a));

const worstOf = ({ hundredth, tenth }: LossShare) => hundredth ?? tenth;

/** So many times what normal errors give, and few rows rule a loss. */
const ruled = 2;

export function lossTitle({ losses, wrong }: TargetResiduals): string {
  const [first, second] = losses as [LossShare, LossShare];
  const [name, share] = first.hundredth === undefined ? ['10 %', first.tenth] : ['1 %', first.hundredth];
  const other = first.hundredth === undefined ? second.tenth : second.hundredth!;
  if (wrong !== undefined)
    return `The worst ${name} of the rows make up ${mostly(share)} of the log-loss, ${mostly(other)} of the focal loss`;
  const usual = first.hundredth === undefined ? first.normal!.tenth : first.normal!.hundredth;
  const lead =
    share > ruled * usual
      ? 'The squared loss listens to few rows'
      : share > usual * 1.25
        ? 'The squared loss listens somewhat more to its worst rows than usual'
        : 'No loss is ruled by few rows';
  return `${lead}: the worst ${name} make up ${percent(share)} of the squared loss (normal errors: ${percent(usual)}) and ${percent(other)} of the absolute one`;
}

/** How errors spread, and what the chosen setting trains with. */
export function lossTexts({ target, spread, huber, trainedWith, wrong }: TargetResiduals): string[] {
  const { half, nine } = spread;
  if (wrong !== undefined)
    return [
      `The true class of half of the rows was given ${mostly(Math.exp(-half))} or more, of nine in ten ${mostly(Math.exp(-nine))} or more.`,
    ];
  const far =
    half > 0 ? `, ${times(nine / half)} times as far (normal errors: ${times(normalSpread)} times)` : '';
  return [
    `Half of the predictions of ${target} are within ${digits(half)}, nine in ten within ${digits(nine)}${far}.`,
    ...(huber ? [huberText(huber, trainedWith)] : []),
  ];
}

function huberText({ delta, scale, beyond, used }: HuberDelta, trainedWith: TargetResiduals['trainedWith']) {
  const size = scale === 'log' ? `a factor of ${times(delta)}` : digits(delta);
  const off = `${percent(beyond)} of the rows are further off and count in proportion, not by their square`;
  if (used) return `The chosen setting trains with Huber's loss: its delta is ${size}, ${off}.`;
  const own = trainedWith === 'other' ? 'another loss' : `the ${trainedWith} loss`;
  return `The chosen setting trains with ${own}; with Huber's at the usual delta, ${size}, ${off}.`;
}

/** A row for each loss, with what normal errors would give beside it. */
export function lossTable(targets: readonly TargetResiduals[]): NonNullable<Section['table']> {
  const isNumbers = targets[0]!.wrong === undefined;
  const named = targets.length > 1;
  const shares = (own: LossShare['normal'] | LossShare) => [
    own?.hundredth === undefined ? '-' : percent(own.hundredth),
    own === undefined ? '-' : percent(own.tenth),
  ];
  const head = ['loss', 'worst 1 %', 'worst 10 %', ...(isNumbers ? ['normal errors: 1 %', '10 %'] : [])];
  return {
    head: named ? ['target', ...head] : head,
    rows: targets.flatMap(({ target, losses }) =>
      losses.map((each) => [
        ...(named ? [target] : []),
        lossNames[each.loss],
        ...shares(each),
        ...(isNumbers ? shares(each.normal) : []),
      ]),
    ),
    right: head.slice(1).map((_, i) => i + (named ? 2 : 1)),
  };
}
