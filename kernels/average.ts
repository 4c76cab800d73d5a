import { EXPONENTIAL, UNIFORM } from './codes';
import { plan, state } from './plan';

// The average of the parameters, a, beside those that are trained, w: a += α (w − a), with α = 1 for the first w. For the t-th,
//   uniform      α = 1 / t
//   exponential  α = (1 − d) / (1 − dᵗ), which weighs w by dᵃᵍᵉ;   not corrected: α = 1 − d from the second on

export function averageStep(): void {
  if (plan.averaging == EXPONENTIAL && plan.averages) takeIn(exponentialShare());
}

export function averageEpoch(): void {
  if (plan.averaging == UNIFORM && plan.averages) takeIn(1.0 / <f64>(state().averaged + 1));
}

function exponentialShare(): f64 {
  const now = state();
  const take = 1.0 - plan.averageDecay;
  now.averagePower *= plan.averageDecay;
  if (plan.averageCorrected) return take / (1.0 - now.averagePower);
  return now.averaged == 0 ? 1 : take;
}

function takeIn(share: f64): void {
  const alpha = f32x4.splat(<f32>share);
  let a = plan.averageAt;
  for (let w = plan.parametersAt, end = w + plan.parametersBytes; w < end; w += 16) {
    const mean = v128.load(a);
    v128.store(a, f32x4.add(mean, f32x4.mul(alpha, f32x4.sub(v128.load(w), mean))));
    a += 16;
  }
  state().averaged += 1;
}

/** Forgets the average: until the next one begins, the parameters themselves are asked for. */
export function endAverage(): void {
  if (plan.averaging) memory.fill(plan.averageAt, 0, plan.parametersBytes);
  state().averaged = 0;
  state().averagePower = 1;
}

/** Bytes from the parameters that are trained to those that predict. */
export function averageOffset(): usize {
  return state().averaged > 0 ? plan.averageAt - plan.parametersAt : 0;
}

/** Puts the average where the parameters are, and those where it was; again, and all is as before. Nothing where there is no average yet. */
export function exchangeAverage(): void {
  if (state().averaged == 0) return;
  let a = plan.averageAt;
  for (let w = plan.parametersAt, end = w + plan.parametersBytes; w < end; w += 16) {
    const trained = v128.load(w);
    v128.store(w, v128.load(a));
    v128.store(a, trained);
    a += 16;
  }
}
