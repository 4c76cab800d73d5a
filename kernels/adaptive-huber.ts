import { RESIDUALS } from './layout';
import { plan, state } from './plan';

// Huber's delta as a multiple of the residuals' own scale (src/network/plan.ts says when). The residuals are those that the steps met, of
// the last RESIDUALS outputs of an epoch: enough to know a scale by. Rows that weigh nothing are left out.
//
//   deviation  of the epochs so far, the older ones halved by each newer one: 1.4826 × the median absolute deviation of the residuals

/** What makes a median absolute deviation the standard deviation of normal numbers. */
const normal: f64 = 1.4826;
/** The delta stays above this share of the one given. */
const leastShare: f64 = 1e-3;

/** The delta of this epoch. */
export function huberDelta(): f32 {
  const deviation = state().deviation;
  if (deviation == 0) return plan.lossParameter;
  return <f32>max<f64>(plan.adaptFactor * deviation, leastShare * <f64>plan.lossParameter);
}

/** Notes p − y of `rows` rows, whose first `width` of `paddedWidth` outputs count. */
export function keepResiduals(rows: i32, width: i32, paddedWidth: i32, p: usize, y: usize, w: usize): void {
  for (let row = 0; row < rows; row++) {
    const first = <usize>(row * paddedWidth) * 4;
    if (w && load<f32>(w + first) == 0) continue;
    for (let j = 0; j < width; j++) {
      const at = first + <usize>j * 4;
      const place = <usize>(plan.residualsKept % RESIDUALS) * 4;
      store<f32>(plan.residualsAt + place, load<f32>(p + at) - load<f32>(y + at));
      plan.residualsKept++;
    }
  }
}

/** Takes the residuals of the epoch that ends into the deviation. */
export function adaptDelta(): void {
  const count = min(plan.residualsKept, RESIDUALS);
  plan.residualsKept = 0;
  if (count == 0 || state().epoch >= plan.adaptEpochs) return;
  const centre = medianOf(plan.residualsAt, count);
  for (let i = 0; i < count; i++) {
    const at = plan.residualsAt + <usize>i * 4;
    store<f32>(at, <f32>abs<f64>(<f64>load<f32>(at) - centre));
  }
  const now = normal * medianOf(plan.residualsAt, count);
  const before = state().deviation;
  if (now > 0) state().deviation = before == 0 ? now : 0.5 * (before + now);
}

/** The middle of `count` numbers, or the mean of both middles; leaves them in order. */
function medianOf(at: usize, count: i32): f64 {
  sort(at, count);
  const upper = <f64>load<f32>(at + <usize>(count >> 1) * 4);
  return count & 1 ? upper : 0.5 * (upper + <f64>load<f32>(at + <usize>((count >> 1) - 1) * 4));
}

/** Shell's, with gaps 1, 4, 13, 40, …: quick enough for some thousands. */
function sort(at: usize, count: i32): void {
  let gap = 1;
  while (gap < count / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (let i = gap; i < count; i++) {
      const number = load<f32>(at + <usize>i * 4);
      let j = i;
      for (; j >= gap && load<f32>(at + <usize>(j - gap) * 4) > number; j -= gap) {
        store<f32>(at + <usize>j * 4, load<f32>(at + <usize>(j - gap) * 4));
      }
      store<f32>(at + <usize>j * 4, number);
    }
  }
}
