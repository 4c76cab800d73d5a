import { standardDeviation } from '../math/statistics.js';
import { activeNames } from '../space/active.js';
import { formatNumber, formatValue } from '../space/format.js';
import type { Parameter, Setting, Space, Value } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import type { Direction, Trial } from '../study/trial.js';
import type { Choice } from './choose.js';
import type { Confirmation } from './confirm.js';
import { doubts } from './doubts.js';
import type { Report, SettingReport } from './event.js';
import type { Prepared } from './prepare.js';
import type { ReportOptions } from './report-options.js';
import { quietNames } from './space.js';

/** What a person is told at the end. */
export function reportOf(options: ReportOptions): Report {
  const { prepared, choice, test } = options;
  const { metric } = prepared;
  return {
    comparison: {
      baseline: test.toughest,
      baselineScore: test.baselines[test.toughest][metric]!,
      tunedScore: test.compared,
      difference: test.difference,
    },
    settings: settingReports(options),
    final: finalSentence(options),
    networks: options.networks,
    doubts: doubts(options),
    whatIf: whatIfToTry(options.space, choice.winner.setting),
  };
}

/** The standard deviation of the winner's score over seeds and splits: what a difference has to exceed to mean anything. */
export function noiseOf(confirmed: readonly Confirmation[], choice: Choice, direction: Direction): number {
  const own = confirmed.filter((each) => each.candidate === choice.winner).map((each) => each.value);
  const paired = [...choice.differences.values()].map(({ error }) => error * Math.sqrt(own.length));
  if (own.length < 2) return 0.01 * Math.abs(asCost(own[0], direction));
  return paired.length > 0 ? Math.min(...paired, standardDeviation(own)) : standardDeviation(own);
}

function settingReports(options: ReportOptions): SettingReport[] {
  const { choice, prepared, trials, space, confirmed } = options;
  const { setting, number } = choice.winner;
  const epochs = confirmed.filter((each) => each.candidate === choice.winner).map((each) => each.epochs);
  const noise = noiseOf(confirmed, choice, prepared.direction);
  const scored = trials.filter((trial) => trial.value !== undefined && trial.state === 'complete');
  const own = number === undefined ? undefined : trials[number]?.value;
  const limit = asCost(own ?? scored[0]?.value, prepared.direction) + noise;
  const asGood = scored.filter((trial) => asCost(trial.value, prepared.direction) <= limit);
  const names = activeNames(space, setting).filter((name) => name in setting);
  const rows = names.map((name) => settingReport(name, space[name]!, setting, scored, asGood, own, options));
  return [
    ...rows.filter((row) => !quietNames.includes(row.name)),
    epochReport(epochs, choice),
    ...rows.filter((row) => quietNames.includes(row.name)),
  ];
}

function settingReport(
  name: string,
  parameter: Parameter,
  setting: Setting,
  scored: readonly Trial[],
  asGood: readonly Trial[],
  own: number | undefined,
  { prepared }: ReportOptions,
): SettingReport {
  const chosen = setting[name]!;
  const fine = asGood.map((trial) => trial.setting[name]).filter((value) => value !== undefined);
  return {
    name,
    chosen: formatValue(chosen),
    alsoFine: alsoFine(parameter, chosen, fine),
    why: whyChosen(parameter, name, chosen, fine, scored, own, prepared),
  };
}

function alsoFine(parameter: Parameter, chosen: Value, fine: readonly Value[]): string {
  if (parameter.kind === 'categorical') {
    const others = [...new Set(fine)].filter((value) => value !== chosen);
    return others.length > 0 ? others.map(formatValue).join(', ') : '-';
  }
  const numbers = [...fine, chosen].map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (low === high) return '-';
  return `${formatNumber(low, 2)} to ${formatNumber(high, 2)}`;
}

/** What the best trial with another value lost against this one, and whether the value lies at the end of its range. */
function whyChosen(
  parameter: Parameter,
  name: string,
  chosen: Value,
  fine: readonly Value[],
  scored: readonly Trial[],
  own: number | undefined,
  prepared: Prepared,
): string {
  if (own === undefined) return '';
  const ownCost = asCost(own, prepared.direction);
  const bestOf = (trials: readonly Trial[]) =>
    trials.length > 0
      ? Math.min(...trials.map((trial) => asCost(trial.value, prepared.direction)))
      : undefined;
  const loss = (trials: readonly Trial[], words: string): string | undefined => {
    const best = bestOf(trials);
    return best === undefined ? undefined : `${words} ${signed(best - ownCost)}`;
  };
  const having = scored.filter((trial) => trial.setting[name] !== undefined);
  if (parameter.kind === 'categorical') {
    const groups = parameter.choices
      .filter((choice) => choice !== chosen)
      .map((choice) =>
        loss(
          having.filter((trial) => trial.setting[name] === choice),
          String(choice),
        ),
      )
      .filter((text) => text !== undefined);
    return groups.length > 0 ? `best with ${groups.join(', ')}` : 'no other choice came to its end';
  }
  const numbers = [...fine, chosen].map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const below = loss(
    having.filter((trial) => Number(trial.setting[name]) < low),
    'below',
  );
  const above = loss(
    having.filter((trial) => Number(trial.setting[name]) > high),
    'above',
  );
  const [first, last] = rangeOf(parameter);
  const edge =
    Number(chosen) <= first
      ? 'the lowest allowed'
      : Number(chosen) >= last
        ? 'the highest allowed'
        : undefined;
  const sides = [below, above].filter((text) => text !== undefined).join(', ');
  return (
    [edge, sides ? `best ${sides}` : undefined].filter((text) => text !== undefined).join('; ') || 'all alike'
  );
}

const rangeOf = (parameter: Exclude<Parameter, { kind: 'categorical' }>) =>
  parameter.kind === 'ordinal'
    ? ([parameter.values[0]!, parameter.values.at(-1)!] as const)
    : ([parameter.low, parameter.high] as const);

const signed = (difference: number) => `${difference >= 0 ? '+' : '−'}${formatNumber(Math.abs(difference))}`;

function epochReport(epochs: readonly number[], { winner }: Choice): SettingReport {
  const [low, high] = [Math.min(...epochs), Math.max(...epochs)];
  const middle = [...epochs].sort((a, b) => a - b)[Math.floor(epochs.length / 2)] ?? 0;
  return {
    name: 'epochs',
    chosen: `${middle} of ${winner.horizon}`,
    alsoFine: low === high ? '-' : `${low} to ${high}`,
    why:
      middle >= winner.horizon
        ? 'still improving at the end'
        : 'where validation was best; weights kept from there',
  };
}

function finalSentence({ mixture, networks, confirmed, choice }: ReportOptions): string {
  const rounds = new Set(confirmed.map((each) => each.round)).size;
  if (networks === 0) return 'The same prediction for every row.';
  if (networks === 1) return 'One network, the best of the search; there was no time to train it again.';
  const settings = mixture.shares.size;
  const gain = mixture.alone - mixture.cost;
  const why =
    settings > 1
      ? `validation: ${formatNumber(Math.abs(mixture.cost))} together, ${formatNumber(Math.abs(mixture.alone))} for ${choice.winner.name} alone (${formatNumber(gain)} better)`
      : 'other settings beside it did not help on validation rows';
  return `The average of ${networks} networks: ${settings} setting${settings > 1 ? 's' : ''} on ${rounds} split${rounds > 1 ? 's' : ''}; ${why}.`;
}

/** A question worth asking next: a four times larger (or smaller) batch, with the rate and the layers adjusted. */
function whatIfToTry(space: Space, setting: Setting): string | undefined {
  const sizes = space.batch_size?.kind === 'ordinal' ? space.batch_size.values : [];
  const now = Number(setting.batch_size);
  const up = sizes.includes(now * 4);
  const next = up ? now * 4 : now / 4;
  if (!sizes.includes(next)) return undefined;
  const layers = Number(setting.layers) > 0 ? ' --lower layers' : '';
  return `"batch_size=${next}" ${up ? '--raise' : '--lower'} learning_rate${layers}`;
}
