import { exp, log, pow } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';

// Shapes of learning curves, f(x) with f(0) = 1 that falls towards 0; x = epoch / horizon. The four bases of the prior that ifBO's FT-PFN was trained
// on (Rakotoarison et al. 2024, arXiv 2404.16795; `ifbo/priors/ftpfn_prior.py`), with its distributions of α; at x = X, the saturation, f is
// about 1/P:
//   power        ((P^(1/α) − 1)·x/X + 1)^−α      α = exp N(1, 1)
//   exponential  P^−(x/X)^α                      α = exp N(0, 1)
//   logarithmic  ln α / ln((α^P − α)·x/X + α)    α = 1 + exp N(−4, 1)
//   hill         1 / ((x/X)^α (P − 1) + 1)       α = exp N(½, ½)
// Some turn: after x = T they rise by R for each further horizon, as validation losses do when the network begins to learn its rows by heart.

export interface Shape {
  readonly basis: Basis;
  readonly alpha: number;
  readonly saturation: number;
  readonly precision: number;
  readonly turn: number;
  readonly rise: number;
}

type Basis = 'power' | 'exponential' | 'logarithmic' | 'hill';
const bases: readonly Basis[] = ['power', 'exponential', 'logarithmic', 'hill'];

/** One shape in this many turns. */
const oneTurnsIn = 6;

/** The i-th of many shapes drawn at random; each basis comes as often as the others. */
export function drawShape(i: number, draws: Stream): Shape {
  const basis = bases[i % bases.length]!;
  const alpha = drawAlpha(basis, draws.normal());
  const saturation = pow(10, 0.7 * draws.normal());
  const precision = pow(10, 0.3 + 2.7 * draws.uniform());
  const turn = draws.uniform();
  const rise = -log(1 - draws.uniform());
  return { basis, alpha, saturation, precision, turn, rise: i % oneTurnsIn === 0 ? rise : 0 };
}

function drawAlpha(basis: Basis, z: number): number {
  switch (basis) {
    case 'power':
      return exp(1 + z);
    case 'exponential':
      return exp(z);
    case 'logarithmic':
      return 1 + exp(z - 4);
    case 'hill':
      return exp(0.5 + 0.5 * z);
  }
}

/** f(x), x ≥ 0. */
export function shapeAt(shape: Shape, x: number): number {
  const risen = x > shape.turn ? shape.rise * (x - shape.turn) : 0;
  return fallen(shape, x / shape.saturation) + risen;
}

function fallen({ basis, alpha: a, precision: p }: Shape, x: number): number {
  switch (basis) {
    case 'power':
      return pow((pow(p, 1 / a) - 1) * x + 1, -a);
    case 'exponential':
      return pow(p, -pow(x, a));
    case 'logarithmic':
      return log(a) / log((pow(a, p) - a) * x + a);
    case 'hill':
      return 1 / (pow(x, a) * (p - 1) + 1);
  }
}
