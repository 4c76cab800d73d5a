import { digits, short } from '../../math/numeral.js';
import { asCost } from '../../study/direction.js';
import { isScored } from '../../study/outcome.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { sharing } from '../evidence/sharing.js';
import { nameOf, tryChange } from './advice.js';
import { courseOf } from './course.js';
import type { Diagnosis } from './diagnosis.js';
import type { Scene } from './scene.js';

/** A batch that is this many times another wants another rate (Adam: its root, Malladi et al. 2022; plain descent: in proportion, Goyal et al. 2017). */
const muchLarger = 4;

type Scored = Trial & { readonly value: number };

interface Pair {
  readonly from: Scored;
  readonly to: Scored;
  readonly batch: string;
  readonly rate: string;
  /** How much worse. */
  readonly loss: number;
}

/** The clearest pair of trials that differ in their batch alone, by much, where the one that changed it lost by more than the noise. */
export function batchWithoutRate(record: StudyRecord, scene: Scene, noise: number): Diagnosis | undefined {
  const [worst] = pairsOf(record)
    .filter(({ loss }) => loss > noise)
    .sort((a, b) => b.loss - a.loss);
  if (worst === undefined) return undefined;
  const { from, to, batch, rate } = worst;
  const [was, is] = [Number(from.setting[batch]), Number(to.setting[batch])];
  const power = /sgd|momentum/.test(String(to.setting.optimiser ?? to.setting.optimizer ?? '')) ? 1 : 0.5;
  const times = power === 1 ? is / was : Math.sqrt(is / was);
  const wanted = Number((Number(to.setting[rate]) * times).toPrecision(2));
  return {
    name: 'batch without rate',
    sees: `Trials #${from.number} and #${to.number} differ in ${batch} alone, ${was} and ${is}, both with ${rate} ${short(Number(to.setting[rate]))}: ${digits(from.value)} became ${digits(to.value)}.`,
    matters:
      'A batch changes how large a step may be: compared at one rate, the batch that the rate does not suit loses, whatever it is worth.',
    advice: tryChange(courseOf(to, record.direction), scene, [{ [rate]: wanted }], {
      says: `${short(Number(times.toPrecision(2)))} times the rate with it.`,
    }),
    grade: 'measured',
    trials: [from.number, to.number],
  };
}

/** Each from the better to the worse. */
function pairsOf({ trials, direction }: StudyRecord): Pair[] {
  const alike = new Map<string, Scored[]>();
  const named = trials.filter(isScored).flatMap((trial) => {
    const [batch, rate] = [nameOf('batch', trial.setting), nameOf('rate', trial.setting)];
    return batch === undefined || rate === undefined ? [] : [{ trial, batch, rate }];
  });
  for (const { trial, batch } of sharing(named, ({ trial: { setting }, rate }) => setting[rate])) {
    const key = JSON.stringify(Object.entries({ ...trial.setting, [batch]: 0 }).sort());
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [trial]);
    else group.push(trial);
  }
  return [...alike.values()].flatMap((group) =>
    group.flatMap((from) => group.flatMap((to) => pairOf(from, to, direction))),
  );
}

function pairOf(from: Scored, to: Scored, direction: StudyRecord['direction']): Pair[] {
  const [batch, rate] = [nameOf('batch', from.setting)!, nameOf('rate', from.setting)!];
  const [a, b] = [Number(from.setting[batch]), Number(to.setting[batch])];
  const loss = asCost(to.value, direction) - asCost(from.value, direction);
  const isMuch = Math.max(a, b) >= muchLarger * Math.min(a, b);
  return isMuch && loss > 0 ? [{ from, to, batch, rate, loss }] : [];
}
