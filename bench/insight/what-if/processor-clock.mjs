// Loaded with `--import`: budgets are then of what the process computes, on all its threads together, so that a busy machine measures what an idle one would.
import '../../half-time/processor-clock.mjs';

/** Timers of a second and more wait for that much computing, looked at every 20 ms. */
const { setTimeout: wait } = globalThis;
globalThis.setTimeout = Object.assign((then, milliseconds = 0, ...given) => {
  if (milliseconds < 1000) return wait(then, milliseconds, ...given);
  const until = performance.now() + milliseconds;
  const timer = setInterval(() => {
    if (performance.now() < until) return;
    clearInterval(timer);
    then(...given);
  }, 20);
  return timer;
}, wait);
