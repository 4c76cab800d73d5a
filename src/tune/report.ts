import { short } from '../math/numeral.js';
import { activeNames } from '../space/active.js';
import { formatNumber, formatValue } from '../space/format.js';
import type { Parameter, Setting, Space, Value } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import { rankedTrials } from '../study/history.js';
import type { Choice } from './choose.js';
import { doubts } from './doubts.js';
import type { Report, SettingReport } from './event.js';
import { batchSpeeds } from './evidence/batch-speed.js';
import { sizeMap } from './evidence/size-map.js';
import { noiseOf } from './noise.js';
import type { ReportOptions } from './report-options.js';
import { quietNames } from './space.js';
import { alternativesOf, asScore, whyChosen } from './why-chosen.js';

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
    speed: batchSpeeds(options.trials, choice.winner.setting, prepared.part(0).part),
    sizes: sizeMap({
      trials: options.trials,
      direction: prepared.direction,
      part: prepared.part(0).part,
      noise: noiseOf(options.confirmed, choice, prepared.direction),
    }),
    doubts: doubts(options),
    whatIf: whatIfToTry(options.space, choice.winner.setting),
  };
}

function settingReports(options: ReportOptions): SettingReport[] {
  const { choice, prepared, trials, space, confirmed } = options;
  const { setting, number } = choice.winner;
  const epochs = confirmed.filter((each) => each.candidate === choice.winner).map((each) => each.epochs);
  const scored = rankedTrials(trials, prepared.direction);
  // The straight line is no trial, so what trials lost is counted from the best of them.
  const own = scored.find((trial) => trial.number === number) ?? scored[0];
  const limit = asCost(own?.value, prepared.direction) + noiseOf(confirmed, choice, prepared.direction);
  const asGood = scored.filter((trial) => asCost(trial.value, prepared.direction) <= limit);
  const names = activeNames(space, setting).filter((name) => name in setting);
  const rows = names.map((name) => {
    const chosen = setting[name]!;
    const fine = asGood.map((trial) => trial.setting[name]).filter((value) => value !== undefined);
    const alternatives = alternativesOf(name, scored, own, prepared.direction);
    return {
      name,
      chosen: formatValue(chosen),
      alsoFine: alsoFine(space[name]!, chosen, fine),
      why: whyChosen(space[name]!, chosen, fine, alternatives),
    };
  });
  return [
    ...rows.filter((row) => !quietNames.includes(row.name)),
    epochReport(epochs, choice),
    ...rows.filter((row) => quietNames.includes(row.name)),
  ];
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

function epochReport(epochs: readonly number[], { winner }: Choice): SettingReport {
  const [low, high] = [Math.min(...epochs), Math.max(...epochs)];
  const middle = [...epochs].sort((a, b) => a - b)[Math.floor(epochs.length / 2)] ?? 0;
  return {
    name: 'epochs',
    chosen: `${middle} of ${winner.horizon}`,
    alsoFine: low === high ? '-' : `${low} to ${high}`,
    why:
      middle >= winner.horizon
        ? 'at the end of the schedule'
        : 'where validation was best; weights kept from there',
  };
}

function finalSentence({ prepared, mixture, networks, confirmed, choice }: ReportOptions): string {
  const fromSearch = confirmed.every((each) => each.round === 0);
  const noTime = 'of the search; there was no time to train again';
  if (networks === 0) return 'The same prediction for every row.';
  if (networks === 1)
    return fromSearch
      ? `One network, the best ${noTime}.`
      : 'One network, trained again with a fresh seed on a split of its own.';
  const settings = mixture.shares.size;
  const splits = new Set(confirmed.flatMap(({ trained }) => trained.map(({ part }) => part))).size;
  const score = (cost: number) => short(asScore(cost, prepared.direction));
  const why =
    settings > 1
      ? `validation: ${score(mixture.cost)} together, ${score(mixture.alone)} for ${choice.winner.name} alone (${short(mixture.alone - mixture.cost)} better)`
      : fromSearch
        ? `those ${noTime}`
        : 'other settings beside it did not help on validation rows';
  return `The average of ${networks} networks: ${settings} setting${settings > 1 ? 's' : ''} on ${splits} split${splits === 1 ? '' : 's'}; ${why}.`;
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
