import { normalCdf, normalQuantile } from '../../math/normal.js';
import type { Stream } from '../../math/random.js';
import { cellIndex, decode, encode, toUnit } from '../../space/encode.js';
import type { Parameter, Setting, Space } from '../../space/parameter.js';
import { samplePriorPoint } from '../../space/prior.js';

/** The chance of each hyperparameter to change, and how far numbers move in the unit interval (PriorBand). */
const chance = 0.5;
const deviation = 0.25;

/**
 * A setting near another: each hyperparameter changes with chance ½, a number to a normal one around it, truncated to its range, a category to
 * another one. What did not exist in the setting and now does comes from the prior.
 */
export function mutate(space: Space, setting: Setting, draws: Stream): Setting {
  const fallback = samplePriorPoint(space, draws);
  const from = encode(space, setting);
  const kept = new Set<string>();
  const point = Object.entries(space).map(([name, parameter], i) => {
    const changes = draws.uniform() < chance;
    const place = draws.uniform();
    if (Number.isNaN(from[i]!)) return fallback[i]!;
    if (!changes) kept.add(name);
    return changes ? moved(parameter, from[i]!, place) : from[i]!;
  });
  const decoded = Object.entries(decode(space, point));
  return Object.fromEntries(decoded.map(([name, value]) => [name, kept.has(name) ? setting[name]! : value]));
}

/** `place` is uniform in [0, 1). */
function moved(parameter: Parameter, unit: number, place: number): number {
  if (parameter.kind === 'categorical') {
    const { choices } = parameter;
    const others = choices.filter((_, i) => i !== cellIndex(unit, choices.length));
    return others.length === 0 ? unit : toUnit(parameter, others[cellIndex(place, others.length)]!);
  }
  const [low, high] = [normalCdf(-unit / deviation), normalCdf((1 - unit) / deviation)];
  return Math.min(1, Math.max(0, unit + deviation * normalQuantile(low + place * (high - low))));
}
