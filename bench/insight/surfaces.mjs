// Made-up response surfaces with known effects, and studies of 60 random trials on them.
import { stream } from '../../dist/math/random.js';
import { categorical, float, integer, powers, space } from '../../dist/space/define.js';
import { encoder } from '../../dist/space/encode.js';
import { sampleUniform } from '../../dist/space/prior.js';

export const kinds = ['additive', 'pairs', 'three-way', 'conditional', 'nothing'];
/** Of 30 surfaces: which kind each is. */
export const kindOf = (index) =>
  index < 10
    ? 'additive'
    : index < 20
      ? 'pairs'
      : index < 24
        ? 'three-way'
        : index < 27
          ? 'conditional'
          : 'nothing';

const over = space({
  batch: powers(2, 16, 2048),
  rate: float(1e-4, 1, { log: true }),
  layers: integer(1, 6),
  dropout: float(0, 0.5),
  optimiser: categorical(['adam', 'sgd']),
  momentum: float(0, 0.99, { when: { parameter: 'optimiser', values: ['sgd'] } }),
});
const names = Object.keys(over);
const numeric = ['batch', 'rate', 'layers', 'dropout'];

/** Terms: what is planted, as functions of a point of the unit cube (NaN: does not exist there). */
const line = (name) => ({
  kind: 'rise',
  names: [name],
  at: (p) => (known(p, name) ? 2 * at(p, name) - 1 : 0),
});
const bowl = (name, centre) => ({
  kind: 'middle',
  names: [name],
  at: (p) => (known(p, name) ? 4 * (at(p, name) - centre) ** 2 : 0),
});
const product = (...own) => ({
  kind: own.length === 2 ? 'pull' : 'three-way',
  names: own,
  at: (p) => own.reduce((all, name) => all * (2 * at(p, name) - 1), 1),
});
const ofChoice = (name) => ({
  kind: 'only where sgd',
  names: [name],
  at: (p) => (known(p, 'momentum') ? 2 * at(p, name) - 1 : 0),
});
const at = (p, name) => p[names.indexOf(name)];
const known = (p, name) => !Number.isNaN(at(p, name));

export function makeSurface(seed, index) {
  const random = stream(seed, index, 'surface');
  const kind = kindOf(index);
  const size = (least = 0.3, most = 1) =>
    (random.uniform() < 0.5 ? -1 : 1) * (least + (most - least) * random.uniform());
  const shuffled = Array.from(random.permutation(numeric.length), (i) => numeric[i]);
  const terms = [];
  if (kind !== 'nothing') {
    terms.push({ ...line(shuffled[0]), size: size() });
    terms.push({ ...bowl(shuffled[1], 0.35 + 0.3 * random.uniform()), size: 0.4 + 0.8 * random.uniform() });
    if (random.uniform() < 0.5) terms.push({ ...line(shuffled[2]), size: size(0.1, 0.5) });
  }
  if (kind === 'pairs') {
    terms.push({ ...product(shuffled[0], shuffled[1]), size: size(0.4, 1.2) });
    if (random.uniform() < 0.5) terms.push({ ...product(shuffled[1], shuffled[2]), size: size(0.3, 1) });
  }
  if (kind === 'three-way') terms.push({ ...product(...shuffled.slice(0, 3)), size: size(0.5, 1.2) });
  if (kind === 'conditional') {
    terms.push({ ...line('momentum'), size: size(0.4, 1) });
    terms.push({ ...ofChoice(shuffled[2]), size: size(0.4, 0.8) });
  }
  const isLog = index % 2 === 0;
  const noise = 0.05 + 0.25 * random.uniform();
  const g = (point) => terms.reduce((sum, term) => sum + term.size * term.at(point), 0);
  const cost = (value) => (isLog ? Math.exp(0.5 * value) : 10 + value);
  /** Large steps with small batches blow up. */
  const blows = (point) => at(point, 'rate') - 0.3 * at(point, 'batch') > 0.75;
  return { space: over, kind, terms, noise, isLog, g, cost, blows };
}

/** A study of so many random trials on a surface. */
export function studyOn({ g, cost, noise, blows }, seed, index, trials = 60) {
  const random = stream(seed, index, 'trials');
  const encode = encoder(over);
  return {
    space: over,
    direction: 'minimize',
    trials: Array.from({ length: trials }, (_, number) => {
      const setting = sampleUniform(over, random);
      const point = encode(setting);
      const common = { number, setting, intermediate: [], facts: {}, started: 0 };
      const off = noise * random.normal();
      return blows(point)
        ? { ...common, state: 'diverged' }
        : { ...common, state: 'complete', value: cost(g(point) + off) };
    }),
  };
}
