import { points } from '../chart/layer/points.js';
import { level } from '../chart/layer/rule.js';
import { type ParallelLine, parallel } from '../chart/parallel.js';
import type { Layer } from '../chart/plot.js';
import { plot } from '../chart/plot.js';
import { quantile } from '../math/statistics.js';
import { formatNumber, formatValue } from '../space/format.js';
import type { Parameter, Value } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import { isFinished } from '../study/outcome.js';
import type { Trial } from '../study/trial.js';
import type { SettingReport } from '../tune/event.js';
import { scoreText } from '../words/metric.js';
import { count } from '../words/number.js';
import { settingLine } from '../words/setting.js';
import { axisOf, isBand, namesOf, placeOf } from './axis.js';
import { type Figure, figure, keyOf, smallFigure } from './figure.js';
import { table } from './html.js';
import { ofAll, said, type TrialMaterial } from './material.js';

/** What was chosen and what was tried. */
export function triedSection(material: TrialMaterial): string {
  const names = Object.keys(material.space).filter((name) => valuesOf(material, name).size > 1);
  return [
    chosenTable(material),
    material.ranked.length > 0 ? figure(parallelFigure(material, names)) : '',
    names.length > 0 && material.ranked.length > 0
      ? `${keyOf(trialKey)}<div class="pair">${names.map((name) => smallFigure(settingFigure(material, name))).join('')}</div>`
      : '',
  ].join('');
}

function chosenTable({ settings }: TrialMaterial): string {
  if (settings.length === 0) return '';
  const rows = settings.map(({ name, chosen, alsoFine, why }) => [
    name,
    chosen,
    alsoFine === '-' ? '–' : alsoFine,
    why,
  ]);
  return `<div class="settings">${table({ head: ['setting', 'chosen', 'also fine', 'why'], rows })}</div>`;
}

const valuesOf = ({ trials }: TrialMaterial, name: string) =>
  new Set(trials.map((trial) => trial.setting[name]).filter((value) => value !== undefined));

/** Fewer trials than this near the best say nothing of a range. */
const fewest = 3;

/** Which values are as good as the best, in words. */
export function settingFinding(material: TrialMaterial, name: string): string {
  const { asGood, ranked, space } = material;
  const having = ranked.filter((trial) => trial.setting[name] !== undefined);
  const good = asGood.flatMap(({ setting }) => (setting[name] === undefined ? [] : [setting[name]]));
  const title = capital(said(name));
  if (having.length < 2 * fewest || good.length === 0) return `${title}: too few trials to say.`;
  if (space[name]!.kind === 'categorical') return `${title}: ${choiceFinding(good, having)}`;
  const numbers = good.map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (good.length < fewest)
    return `${title}: best near ${formatNumber(numbers[0]!, 2)}; too few good trials to say how far that reaches.`;
  if (low === high) return `${title}: the ${good.length} best all have ${formatNumber(low, 2)}.`;
  const widest = having.map(({ setting }) => Number(setting[name]));
  const everywhere = low <= Math.min(...widest) && high >= Math.max(...widest);
  return `${title}: ${formatNumber(low, 2)} to ${formatNumber(high, 2)} are as good${everywhere ? ', all that came to their end' : ''}.`;
}

function choiceFinding(good: readonly Value[], having: readonly Trial[]): string {
  const names = [...new Set(good)].map(formatValue);
  const others = new Set(having.map(({ setting }) => setting)).size - good.length;
  if (names.length > 1) return `${names.join(' and ')} are as good.`;
  return others > 0 && good.length >= fewest
    ? `the ${good.length} best all have ${names[0]}.`
    : `best with ${names[0]}.`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function settingFigure(material: TrialMaterial, name: string): Figure {
  const { space, trials, measure, metric, settings } = material;
  const row = settings.find((each) => each.name === name);
  const having = trials.filter((trial) => trial.setting[name] !== undefined && isFinished(trial));
  return {
    finding: settingFinding(material, name),
    about: row ? `Chosen: ${row.chosen}.` : '',
    draw: ({ width }, label) =>
      plot({
        width,
        height: 216,
        label,
        x: axisOf(space[name]!, said(name)),
        y: { label: measure, domain: scoreDomain(material) },
        layers: trialLayers(material, (trial) => placeOf(space[name]!, trial.setting[name], trial.number)),
      }),
    table: {
      head: [said(name), 'validation', 'trial', 'state'],
      rows: [...having]
        .sort((a, b) => asCost(a.value, material.direction) - asCost(b.value, material.direction))
        .slice(0, 30)
        .map(({ number, setting, state, value }) => [
          formatValue(setting[name]!),
          value === undefined ? '' : scoreText(metric, value),
          `#${number}`,
          state,
        ]),
      right: [1, 2],
    },
    key: undefined,
    note: explained(row),
  };
}

const explained = (row: SettingReport | undefined) => (row ? `${capital(row.why)}.` : undefined);

/** All complete trials but the worst tenth, with the worst edge for what lies beyond it. */
function scoreDomain({ ranked, direction, trials }: TrialMaterial): [number, number] {
  const values = ranked.map(({ value }) => value);
  const stopped = trials.flatMap(({ state, value }) =>
    state === 'stopped' && value !== undefined ? [value] : [],
  );
  const shares = direction === 'minimize' ? [0, 0.9] : [0.1, 1];
  const all = [...values, ...stopped.filter(Number.isFinite)];
  const low = Math.min(quantile(values, shares[0]!), quantile(all, direction === 'minimize' ? 0 : 0.25));
  const high = Math.max(quantile(values, shares[1]!), quantile(all, direction === 'minimize' ? 0.75 : 1));
  const room = 0.06 * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}

/** Trials by their state: the chosen one on top. */
function trialLayers(material: TrialMaterial, x: (trial: Trial) => number): Layer[] {
  const { shown: trials, asGood, metric, direction, best } = material;
  const worst = direction === 'minimize' ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
  const pointsOf = (some: readonly Trial[]) =>
    some.map((trial) => ({
      x: x(trial),
      y: trial.state === 'diverged' ? worst : (trial.value ?? Number.NaN),
      title: `#${trial.number}, ${trial.state}${trial.value === undefined ? '' : `, ${scoreText(metric, trial.value)}`}\n${settingLine(trial.setting)}`,
    }));
  const good = new Set(asGood.map(({ number }) => number));
  const of = (state: Trial['state']) => trials.filter((trial) => trial.state === state);
  const chosen = trials.filter(({ number }) => number === best);
  const complete = of('complete').filter((trial) => !chosen.includes(trial));
  return [
    level(limitOf(material)),
    points({ points: pointsOf(of('stopped')), tone: 'quiet', shape: 'ring', size: 3 }),
    points({ points: pointsOf(of('diverged')), tone: 'two', shape: 'cross', size: 3.5 }),
    points({ points: pointsOf(complete.filter(({ number }) => !good.has(number))), tone: 'quiet', size: 4 }),
    points({ points: pointsOf(complete.filter(({ number }) => good.has(number))), tone: 'one', size: 4.5 }),
    points({ points: pointsOf(chosen), tone: 'two', shape: 'diamond', size: 5 }),
  ];
}

/** What is within the noise of the best. */
function limitOf({ ranked, noise, direction }: TrialMaterial): number {
  const best = ranked[0]!.value;
  return direction === 'minimize' ? best + noise : best - noise;
}

/** What the marks in the pictures of single hyperparameters mean. */
const trialKey = [
  { tone: 'two', mark: 'diamond', words: 'chosen' },
  { tone: 'one', mark: 'dot', words: 'as good: within the noise, on the better side of the dashed line' },
  { tone: 'quiet', mark: 'dot', words: 'worse' },
  { tone: 'quiet', mark: 'ring', words: 'stopped early' },
  { tone: 'two', mark: 'cross', words: 'diverged' },
] as const;

const lineKey = [
  { tone: 'two', mark: 'line', words: 'chosen' },
  { tone: 'one', mark: 'line', words: 'as good, within the noise' },
  { tone: 'quiet', mark: 'line', words: 'worse' },
  { tone: 'quiet', mark: 'dashes', words: 'stopped early' },
  { tone: 'two', mark: 'dashes', words: 'diverged' },
] as const;

function parallelFigure(material: TrialMaterial, names: readonly string[]): Figure {
  const { space, measure, metric, ranked } = material;
  const axes = [
    ...names.map((name) => axisOf(space[name]!, said(name))),
    { label: measure, domain: scoreDomain(material) },
  ];
  const valuesOfTrial = ({ setting, value, state }: Trial) => [
    ...names.map((name) => {
      const own = setting[name];
      if (own === undefined) return undefined;
      const parameter = space[name]!;
      return isBand(parameter) ? namesOf(parameter).indexOf(formatValue(own)) : Number(own);
    }),
    state === 'diverged' ? undefined : value,
  ];
  return {
    finding: agreement(material, names),
    about: `Each line is a trial; it passes each hyperparameter at its value${names.some((name) => space[name]!.when) ? ', or beyond the end of an axis where it has none,' : ''} and ends at its score.${ofAll(material)}`,
    key: lineKey,
    draw: ({ width, narrow }, label) =>
      parallel({
        width,
        height: 380,
        label,
        axes,
        lines: linesOf(material, valuesOfTrial),
        vertical: narrow,
      }),
    table: {
      head: ['trial', ...names.map(said), measure],
      rows: ranked
        .slice(0, 25)
        .map(({ number, setting, value }) => [
          `#${number}`,
          ...names.map((name) => (setting[name] === undefined ? '' : formatValue(setting[name]))),
          scoreText(metric, value),
        ]),
      right: [names.length + 1],
    },
  };
}

function linesOf(
  material: TrialMaterial,
  valuesOf: (trial: Trial) => (number | undefined)[],
): ParallelLine[] {
  const { shown: trials, asGood, metric, best } = material;
  const good = new Set(asGood.map(({ number }) => number));
  const lineOf = (trial: Trial): ParallelLine => {
    const { number, state, value, setting } = trial;
    const title = `#${number}, ${state}${value === undefined ? '' : `, ${scoreText(metric, value)}`}\n${settingLine(setting)}`;
    const values = valuesOf(trial);
    if (number === best) return { values, title, tone: 'two', strong: true };
    if (good.has(number)) return { values, title, tone: 'one', strong: true };
    return { values, title, tone: state === 'diverged' ? 'two' : 'quiet', dashed: state !== 'complete' };
  };
  const rank = ({ tone, strong }: ParallelLine) =>
    strong ? (tone === 'two' ? 3 : 2) : tone === 'two' ? 1 : 0;
  return trials
    .filter((trial) => isFinished(trial) && trial.state !== 'failed')
    .map(lineOf)
    .sort((a, b) => rank(a) - rank(b));
}

/** What all the trials have in common that are as good as the best. */
export function agreement({ asGood, ranked, space }: TrialMaterial, names: readonly string[]): string {
  if (asGood.length < fewest)
    return `${asGood.length === 1 ? 'One trial stands' : 'Two trials stand'} alone at the top; too few to say what the best have in common.`;
  const shared = names.flatMap((name) => {
    const parameter = space[name]!;
    const own = asGood.map(({ setting }) => setting[name]);
    const varied = new Set(ranked.map(({ setting }) => setting[name])).size > 1;
    if (!varied) return [];
    if (new Set(own).size === 1) return own[0] === undefined ? [] : [`${said(name)} ${formatValue(own[0])}`];
    if (parameter.kind === 'categorical' || own.some((value) => value === undefined)) return [];
    const numbers = own.map(Number);
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    return isNarrow(parameter, low, high)
      ? [`${said(name)} ${formatNumber(low, 2)} to ${formatNumber(high, 2)}`]
      : [];
  });
  const who = `The ${count(asGood.length, 'trial')} that ${asGood.length === 1 ? 'is' : 'are'} as good as the best`;
  return shared.length > 0
    ? `${who} agree on ${listed(shared)}.`
    : `${who} differ in everything: many roads lead there.`;
}

/** Less than a third of the way across. */
function isNarrow(
  parameter: Exclude<Parameter, { kind: 'categorical' }>,
  low: number,
  high: number,
): boolean {
  if (parameter.kind === 'ordinal') {
    const place = (value: number) => parameter.values.indexOf(value);
    return place(high) - place(low) < parameter.values.length / 3;
  }
  const scale = parameter.log ? Math.log : (value: number) => value;
  return scale(high) - scale(low) < (scale(parameter.high) - scale(parameter.low)) / 3;
}

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
