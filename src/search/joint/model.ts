import type { Features } from '../../surrogate/gp/features.js';
import { fitKernel } from '../../surrogate/gp/fit.js';
import { joint, jointPrior, jointStart } from '../../surrogate/gp/joint.js';
import { layPoints, takePoints } from '../../surrogate/gp/points.js';
import { type Posterior, posterior } from '../../surrogate/gp/posterior.js';
import { makeRegression, type Observations } from '../../surrogate/gp/regression.js';
import { makeWorkspace } from '../../surrogate/gp/workspace.js';

/** Room in which processes over learning curves are fitted and asked; nothing of one is left for the next. */
export interface CurveModel {
  /** θ and the log of the noise, fitted from `start` on, or from what is believed before anything is seen. */
  fit(data: Sample, start?: ArrayLike<number>): number[];
  /** What is believed with θ; `pending` rows have no value yet. Read it before the next call. */
  learn(data: Sample, theta: ArrayLike<number>, pending: readonly Float64Array[]): Posterior;
}

export interface Sample {
  readonly rows: readonly Float64Array[];
  readonly values: ArrayLike<number>;
}

/** A fit is begun where the last one ended, so it needs few steps; what it does not reach, the next one does. */
const calls = { first: 60, later: 10 };

export function makeCurveModel(features: Features): CurveModel {
  let room: Room | undefined;
  const roomFor = (count: number): Room => {
    if (room === undefined || room.most < count) room = makeRoom(features, Math.max(64, 2 * count));
    return room;
  };
  return {
    fit(data, start) {
      const { regression, observe } = roomFor(data.rows.length);
      const first = jointStart(regression.size);
      const most = start === undefined ? calls.first : calls.later;
      const found = fitKernel(regression, observe(data, []), [start ?? first], 1e-2, most);
      return Array.from(found.raw);
    },
    learn(data, theta, pending) {
      const { regression, observe, predictor } = roomFor(data.rows.length + pending.length);
      const observations = observe(data, pending);
      const start = jointStart(regression.size);
      const found = regression.condition(observations, theta) ?? regression.condition(observations, start)!;
      return predictor(found);
    },
  };
}

interface Room {
  readonly most: number;
  readonly regression: ReturnType<typeof makeRegression>;
  readonly predictor: ReturnType<typeof posterior>;
  observe(data: Sample, pending: readonly Float64Array[]): Observations;
}

function makeRoom(features: Features, most: number): Room {
  const workspace = makeWorkspace();
  const columns = features.columns + 1;
  const covariance = joint(workspace, features, most);
  const regression = makeRegression(workspace, covariance, jointPrior, columns, most);
  const points = takePoints(workspace, columns, most);
  return {
    most,
    regression,
    predictor: posterior(workspace, regression, columns, most),
    observe: ({ rows, values }, pending) => ({
      points: layPoints(points, [...rows, ...pending]),
      values,
      pending: pending.length,
    }),
  };
}
