// What insight claims of made-up surfaces, against what was planted.
//   right     a claim has the sign of the true effect, and that effect was planted
//   claimed   of planted effects larger than three standard errors, as least squares on the planted terms themselves would have them (the oracle's)
//   covered   true effects inside their nominal 90 % intervals: rises and middles of all numeric hyperparameters, pulls of all pairs

import { beliefOf } from '../../dist/insight/belief.js';
import { evidenceOf } from '../../dist/insight/evidence.js';
import { directionsOf } from '../../dist/insight/interaction/direction.js';
import { movedTo, standpoints } from '../../dist/insight/interaction/standpoints.js';
import { interactionsOf } from '../../dist/insight/interaction.js';
import { stream } from '../../dist/math/random.js';
import { sampleUniform } from '../../dist/space/prior.js';
import { makeSurface, studyOn } from './surfaces.mjs';

/** `surfaces`: the indices of those that are judged. */
export function judgeSurfaces(seed, surfaces, log) {
  const tally = () => [0, 0];
  const found = {
    right: tally(),
    claimed: tally(),
    claimedMain: tally(),
    claimedPairs: tally(),
    falsePairs: tally(),
    covered: tally(),
    ridges: tally(),
    silent: tally(),
    auc: 0,
  };
  const count = (pair, is) => {
    pair[0] += Number(is);
    pair[1] += 1;
  };
  const aucs = [];
  for (const index of surfaces) {
    const surface = makeSurface(seed, index);
    const study = studyOn(surface, seed, index);
    const belief = beliefOf(evidenceOf(study), { seed: index });
    const directions = directionsOf(belief);
    const interactions = interactionsOf(belief);
    const { cost, g, terms } = surface;
    count(found.silent, belief.silence !== undefined);
    aucs.push(aucOf(belief, surface, index));
    log(
      `#${index} ${surface.kind} noise ${surface.noise.toFixed(2)} ${belief.silence ?? `skill ${belief.quality.skill.toFixed(2)} width ${belief.quality.width.toFixed(2)} log ${belief.isLog} (${surface.isLog})`}`,
    );
    const place = (point) => (belief.isLog ? Math.log(cost(g(point))) : cost(g(point)));

    for (const { name, rise, middle, claim } of directions) {
      const truth = mainOf(study.space, belief, name, place);
      count(found.covered, inside(truth.rise, rise.interval));
      count(found.covered, inside(truth.middle, middle.interval));
      if (claim === undefined) continue;
      const planted = mainOf(study.space, belief, name, g);
      const isRight =
        claim === 'inside'
          ? planted.middle < -1e-9
          : claim === 'rises'
            ? planted.rise > 1e-9
            : planted.rise < -1e-9;
      if (!isRight)
        log(`   WRONG ${name} ${claim}: rise ${planted.rise.toFixed(3)} middle ${planted.middle.toFixed(3)}`);
      count(found.right, isRight);
    }
    for (const { x, y, pull, claimed, ridge } of interactions) {
      count(found.covered, inside(pullOf(study.space, belief, x, y, place), pull.interval));
      const planted = pullOf(study.space, belief, x, y, g);
      const isPlanted = terms.some(
        (term) => term.kind === 'pull' && term.names.includes(x) && term.names.includes(y),
      );
      if (surface.kind === 'additive') count(found.falsePairs, claimed);
      if (!claimed) continue;
      const isRight = isPlanted && planted < 0 === pull.effect < 0;
      if (!isRight)
        log(
          `   WRONG ${x} × ${y}: ${pull.effect.toFixed(3)} sure ${pull.sure}, planted ${planted.toFixed(3)}`,
        );
      count(found.right, isRight);
      if (ridge) count(found.ridges, ridge.shift < 0 === ridgeShift(study.space, belief, x, y, g) < 0);
    }
    for (const term of terms) {
      if (!['rise', 'middle', 'pull'].includes(term.kind)) continue;
      const [effect, error] = oracle(surface, study, belief, term);
      if (Math.abs(effect) < 3 * error) continue;
      const isClaimed =
        term.kind === 'pull'
          ? interactions.some(
              (each) => each.claimed && term.names.includes(each.x) && term.names.includes(each.y),
            )
          : directions.some(
              ({ name, claim, middle, rise }) =>
                name === term.names[0] &&
                (term.kind === 'middle'
                  ? claim === 'inside' ||
                    (claim !== undefined && Math.abs(rise.effect) > Math.abs(middle.effect))
                  : claim !== undefined),
            );
      if (!isClaimed)
        log(`   missed ${term.kind} ${term.names.join(' × ')}: ${(effect / error).toFixed(1)} SE`);
      count(found.claimed, isClaimed);
      count(term.kind === 'pull' ? found.claimedPairs : found.claimedMain, isClaimed);
    }
  }
  found.auc = aucs.reduce((sum, each) => sum + each, 0) / aucs.length;
  return found;
}

const inside = (value, [low, high]) => low <= value && value <= high;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const many = 256;

function mainOf(space, belief, name, of) {
  const stands = standpoints(belief, [name], many);
  const at = (u) => mean(stands.map((point) => of(movedTo(space, point, { [name]: u }))));
  return { rise: at(0.8) - at(0.2), middle: at(0.5) - (at(0.1) + at(0.9)) / 2 };
}

function pullOf(space, belief, x, y, of) {
  const stands = standpoints(belief, [x, y], many);
  const at = (u, v) => mean(stands.map((point) => of(movedTo(space, point, { [x]: u, [y]: v }))));
  return at(0.8, 0.8) - at(0.8, 0.2) - at(0.2, 0.8) + at(0.2, 0.2);
}

function ridgeShift(space, belief, x, y, of) {
  const stands = standpoints(belief, [x, y], 64);
  const grid = Array.from({ length: 19 }, (_, i) => 0.05 + i * 0.05);
  const best = (u) => {
    const curve = grid.map((v) => mean(stands.map((point) => of(movedTo(space, point, { [x]: u, [y]: v })))));
    return grid[curve.indexOf(Math.min(...curve))];
  };
  return best(0.8) - best(0.2);
}

/** The effect of a planted term as its functional sees it, and its standard error by least squares on the planted terms. */
function oracle(surface, study, belief, term) {
  const { terms, noise } = surface;
  const functional = (of) =>
    term.kind === 'pull'
      ? pullOf(study.space, belief, ...term.names, of)
      : mainOf(study.space, belief, term.names[0], of)[term.kind];
  const columns = [() => 1, ...terms.map(({ at }) => at)];
  const rows = study.trials
    .filter(({ state }) => state === 'complete')
    .map(({ setting }) => columns.map((of) => of(belief.pointOf(setting))));
  const a = columns.map((of) => functional(of));
  const gram = columns.map((_, i) =>
    columns.map((_, j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)),
  );
  const solved = solve(gram, a);
  return [functional(surface.g), noise * Math.sqrt(a.reduce((sum, each, i) => sum + each * solved[i], 0))];
}

function solve(matrix, vector) {
  const n = vector.length;
  const m = matrix.map((row, i) => [...row, vector[i]]);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let r = i; r < n; r++) if (Math.abs(m[r][i]) > Math.abs(m[pivot][i])) pivot = r;
    [m[i], m[pivot]] = [m[pivot], m[i]];
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const factor = m[r][i] / m[i][i];
      for (let c = i; c <= n; c++) m[r][c] -= factor * m[i][c];
    }
  }
  return m.map((row, i) => row[n] / row[i]);
}

/** How well the chance of blowing up ranks new settings. */
function aucOf(belief, surface, index) {
  const random = stream(9, index, 'blow-ups');
  const points = Array.from({ length: 200 }, () => belief.pointOf(sampleUniform(surface.space, random)));
  const chance = belief.chanceOfDivergence(points);
  let [pairs, right] = [0, 0];
  points.forEach((a, i) => {
    if (!surface.blows(a)) return;
    points.forEach((b, j) => {
      if (surface.blows(b)) return;
      pairs += 1;
      right += chance[i] > chance[j] ? 1 : chance[i] === chance[j] ? 0.5 : 0;
    });
  });
  return pairs === 0 ? 0.5 : right / pairs;
}
