import { line } from '../chart/layer/line.js';
import { points } from '../chart/layer/points.js';
import { post } from '../chart/layer/rule.js';
import type { Axis, Layer } from '../chart/plot.js';
import { plot } from '../chart/plot.js';
import type { Tone } from '../chart/tone.js';
import { mean, median, quantile } from '../math/statistics.js';
import { asCost } from '../study/direction.js';
import type { Direction, Trial } from '../study/trial.js';
import { type TrainingCurve, trialCurve } from '../tune/evidence/training-curves.js';
import { scoreText } from '../words/metric.js';
import { count, percent } from '../words/number.js';
import { settingLine } from '../words/setting.js';
import { type Figure, figure } from './figure.js';
import type { Material, TrialMaterial } from './material.js';

/** How the final networks and the best trials learnt. */
export function curveSection(material: Material): string {
  const own = mainCurves(material.evidence.curves, material.finished.best?.number);
  return [
    own.length > 0 ? figure(finalFigure(material, own)) : '',
    material.ranked.length > 0 ? figure(trialFigure(material)) : '',
  ].join('');
}

/** How the trials of a study without final networks learnt; empty where none told more than its score. */
export const trialCurveSection = (material: TrialMaterial): string =>
  material.ranked.length > 0 && material.trials.some(({ intermediate }) => intermediate.length > 1)
    ? figure(trialFigure(material))
    : '';

/** The trainings of the chosen setting, or of the one that makes up most of the model. */
export function mainCurves(curves: readonly TrainingCurve[], chosen?: number): TrainingCurve[] {
  const own = curves.filter(({ name }) => name === `#${chosen}`);
  if (own.length > 0) return own;
  const shares = new Map<string, number>();
  for (const { name, share } of curves) shares.set(name, (shares.get(name) ?? 0) + share);
  const [main] = [...shares].sort(([, a], [, b]) => b - a)[0] ?? [];
  return curves.filter(({ name }) => name === main);
}

function finalFigure({ metric, direction, measure }: Material, curves: readonly TrainingCurve[]): Figure {
  const { name, setting } = curves[0]!;
  const kept = Math.round(median(curves.map((curve) => curve.kept)));
  return {
    finding: curveFinding(curves, direction),
    about: `${count(curves.length, 'training')} of ${name === 'default' ? 'the default' : `setting ${name}`} (${settingLine(setting)}), each on a split of its own; bold is their mean. ${better(direction)}`,
    key: [
      { tone: 'one', mark: 'line', words: 'validation rows' },
      { tone: 'two', mark: 'dashes', words: 'training rows (a sample)' },
      { tone: 'one', mark: 'dot', words: 'epoch whose weights were kept' },
    ],
    draw: ({ width, narrow }, label) =>
      plot({
        width,
        height: narrow ? 300 : 360,
        label,
        x: { label: 'epoch', values: [0, ...curves.map((curve) => curve.validation.at(-1)![0])] },
        y: {
          label: measure,
          ...scoreAxis(
            curves.flatMap(({ validation, train }) => [...validation, ...train]),
            direction,
          ),
        },
        layers: [
          ...curves.map((curve) => line({ points: curve.validation, tone: 'one' })),
          ...curves.map((curve) => line({ points: curve.train, tone: 'two', dashed: true })),
          line({
            points: meanCurve(curves.map((each) => each.train)),
            tone: 'two',
            weight: 'bold',
            dashed: true,
          }),
          line({ points: meanCurve(curves.map((each) => each.validation)), tone: 'one', weight: 'bold' }),
          post(kept, `kept: epoch ${kept}`),
          points({ points: curves.flatMap((curve) => keptPoint(curve, metric)), tone: 'one', size: 3.5 }),
        ],
      }),
    table: curveTable(curves, metric),
  };
}

const better = (direction: Direction) =>
  direction === 'minimize' ? 'Lower is better.' : 'Higher is better.';

const valueAt = (points: TrainingCurve['train'], epoch: number) => points.find(([at]) => at === epoch)?.[1];

function keptPoint({ validation, kept }: Pick<TrainingCurve, 'validation' | 'kept'>, metric: string) {
  const y = valueAt(validation, kept);
  return y === undefined ? [] : [{ x: kept, y, title: `epoch ${kept}\nvalidation ${scoreText(metric, y)}` }];
}

/** The mean at each epoch that all of them have. */
function meanCurve(curves: readonly TrainingCurve['train'][]): [number, number][] {
  const values = new Map<number, number[]>();
  for (const curve of curves)
    for (const [epoch, value] of curve) values.set(epoch, [...(values.get(epoch) ?? []), value]);
  return [...values]
    .filter(([, each]) => each.length === curves.length)
    .sort(([a], [b]) => a - b)
    .map(([epoch, each]) => [epoch, mean(each)]);
}

/**
 * An axis for scores on which the end of a training can be seen: its beginning, often many times worse, may be cut off at the edge; a
 * logarithm where it still spans a factor of four.
 */
export function scoreAxis(
  points: readonly (readonly [number, number])[],
  direction: Direction,
): Pick<Axis, 'kind' | 'domain'> {
  const values = points.map(([, value]) => value).filter(Number.isFinite);
  if (values.length === 0) return { domain: [0, 1] };
  const share = direction === 'minimize' ? 0.97 : 0.03;
  const best = direction === 'minimize' ? Math.min(...values) : Math.max(...values);
  const edge = quantile(values, share);
  const [low, high] = best < edge ? [best, edge] : [edge, best];
  if (low > 0 && high / low > 4 && direction === 'minimize')
    return { kind: 'log', domain: [low * 0.94, high * 1.06] };
  const room = 0.05 * (high - low || Math.abs(high) || 1);
  return { domain: [low - room, high + room] };
}

/** When validation was best, what came after, and how far the training rows are ahead. */
export function curveFinding(curves: readonly TrainingCurve[], direction: Direction): string {
  const ends = curves.map(({ validation }) => validation.at(-1)![0]);
  const [kept, end] = [median(curves.map((curve) => curve.kept)), Math.max(...ends)];
  const lost = mean(curves.map((curve) => lostAfter(curve, direction)));
  const when =
    kept >= 0.95 * end
      ? `Validation was best at the end of the schedule, epoch ${Math.round(kept)} of ${end}`
      : `Validation was best at epoch ${Math.round(kept)}${lost > 0.01 ? ` and ${percent(lost)} worse at the end, so the weights were kept from there` : ' and did not improve after it'}`;
  const ahead = mean(curves.map((curve) => aheadBy(curve, direction)).filter(Number.isFinite));
  if (!Number.isFinite(ahead)) return `${when}.`;
  if (ahead < 0.03)
    return `${when}; training rows are predicted no better than validation rows: nothing is learnt by heart.`;
  const much = ahead < 0.2 ? 'a little is' : ahead < 0.5 ? 'some of them are' : 'many of them are';
  return `${when}; training rows are predicted ${percent(ahead)} better than validation rows: ${much} learnt by heart.`;
}

/** How much worse validation was at the end than at the kept epoch, as a share of the error. */
function lostAfter({ validation, kept }: TrainingCurve, direction: Direction): number {
  const [best, last] = [valueAt(validation, kept), validation.at(-1)?.[1]];
  if (best === undefined || last === undefined) return 0;
  return (asCost(last, direction) - asCost(best, direction)) / errorOf(best, direction);
}

function aheadBy({ validation, train, kept }: TrainingCurve, direction: Direction): number {
  const [own, other] = [valueAt(train, kept), valueAt(validation, kept)];
  if (own === undefined || other === undefined) return Number.NaN;
  return (asCost(other, direction) - asCost(own, direction)) / errorOf(other, direction);
}

/** What there is to lose: the error itself, or what a share lacks to 1. */
const errorOf = (score: number, direction: Direction) =>
  Math.max(1e-12, direction === 'minimize' ? Math.abs(score) : Math.abs(1 - score));

function curveTable(curves: readonly TrainingCurve[], metric: string): Figure['table'] {
  return {
    head: ['split', 'epochs', 'kept', 'validation', 'train', 'validation at the end'],
    rows: curves.map(({ round, validation, train, kept }) => [
      String(round),
      String(validation.at(-1)![0]),
      String(kept),
      ...[valueAt(validation, kept), valueAt(train, kept), validation.at(-1)![1]].map((value) =>
        value === undefined ? '' : scoreText(metric, value),
      ),
    ]),
    right: [0, 1, 2, 3, 4, 5],
  };
}

const tones: readonly Tone[] = ['one', 'two', 'three', 'four'];
const mostQuiet = 50;

function trialFigure({ trials, shown, ranked, metric, direction, measure }: TrialMaterial): Figure {
  const best = ranked.slice(0, 4);
  const others = shown.filter(
    (trial) => trial.intermediate.length > 0 && !best.some(({ number }) => number === trial.number),
  );
  const quiet = others.filter((_, i) => i % Math.ceil(others.length / mostQuiet) === 0);
  const all = [...quiet, ...best];
  return {
    finding: trialFinding(trials),
    about: `The best ${best.length > 1 ? `${best.length} trials` : 'trial'} and${quiet.length < trials.length - best.length ? ` ${quiet.length} of` : ''} the ${trials.length - best.length === 1 ? 'other one' : `${trials.length - best.length} others`}, on the validation rows. ${better(direction)}`,
    key: [
      ...best.map(({ number, setting }, i) => ({
        tone: tones[i]!,
        mark: 'line' as const,
        words: `#${number}: ${settingLine(setting)}`,
      })),
      { tone: 'quiet', mark: 'ring', words: 'stopped early' },
      { tone: 'two', mark: 'cross', words: 'diverged' },
    ],
    draw: ({ width, narrow }, label) =>
      plot({
        width,
        height: narrow ? 300 : 340,
        label,
        x: {
          label: 'epoch (logarithmic)',
          kind: 'log',
          values: [1, ...all.map(({ intermediate }) => intermediate.at(-1)?.epoch ?? 0)],
        },
        y: { label: measure, ...scoreAxis([...best, ...quiet].flatMap(pointsOf), direction) },
        layers: [
          ...quiet.map((trial) =>
            line({ points: pointsOf(trial), tone: 'quiet', title: nameOf(trial, metric) }),
          ),
          ...endMarks(quiet, metric),
          ...best
            .map((trial, i) =>
              line({
                points: pointsOf(trial),
                tone: tones[i]!,
                weight: 'bold',
                title: nameOf(trial, metric),
              }),
            )
            .reverse(),
          points({
            points: best.flatMap((trial) => {
              const curve = trialCurve(trial)!;
              return keptPoint(curve, metric);
            }),
            tone: 'ink',
            size: 3,
          }),
        ],
      }),
    table: {
      head: ['trial', 'state', 'epochs', 'kept', 'validation', 'train', 'setting'],
      rows: [...best, ...others]
        .slice(0, 40)
        .map(({ number, state, facts, value, setting, intermediate }) => [
          `#${number}`,
          state,
          String(intermediate.at(-1)?.epoch ?? ''),
          String(facts.best_epoch ?? ''),
          value === undefined ? '' : scoreText(metric, value),
          typeof facts.train === 'number' ? scoreText(metric, facts.train) : '',
          settingLine(setting),
        ]),
      right: [2, 3, 4, 5],
    },
  };
}

const pointsOf = ({ intermediate }: Trial) => intermediate.map(({ epoch, value }) => [epoch, value] as const);

const nameOf = ({ number, state, value, setting }: Trial, metric: string) =>
  `#${number}, ${state}${value === undefined ? '' : `, ${scoreText(metric, value)}`}\n${settingLine(setting)}`;

function endMarks(trials: readonly Trial[], metric: string): Layer[] {
  const ends = (state: Trial['state']) =>
    trials
      .filter((trial) => trial.state === state)
      .map((trial) => ({
        x: trial.intermediate.at(-1)!.epoch,
        y: trial.intermediate.at(-1)!.value,
        title: nameOf(trial, metric),
      }));
  return [
    points({ points: ends('stopped'), tone: 'quiet', shape: 'ring', size: 3 }),
    points({ points: ends('diverged'), tone: 'two', shape: 'cross', size: 3.5 }),
  ];
}

/** How the trials ended. */
export function trialFinding(trials: readonly Trial[]): string {
  const n = (state: Trial['state']) => trials.filter((trial) => trial.state === state).length;
  const [complete, stopped, diverged] = [n('complete'), n('stopped'), n('diverged')];
  const parts = [
    `${complete} of ${count(trials.length, 'trial')} ${complete === 1 ? 'was' : 'were'} trained to the end`,
    stopped
      ? `${stopped} ${stopped === 1 ? 'was' : 'were'} stopped when ${stopped === 1 ? 'it' : 'they'} fell behind`
      : '',
    diverged ? `${diverged} blew up` : '',
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
