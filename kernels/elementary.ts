// Elementary functions in float64. AssemblyScript compiles its own implementations (after musl), so the bits do not depend on the
// JavaScript engine that runs them.

export function exp64(x: f64): f64 {
  return NativeMath.exp(x);
}

export function log64(x: f64): f64 {
  return NativeMath.log(x);
}

export function log1p64(x: f64): f64 {
  return NativeMath.log1p(x);
}

export function expm164(x: f64): f64 {
  return NativeMath.expm1(x);
}

export function pow64(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y);
}

export function sin64(x: f64): f64 {
  return NativeMath.sin(x);
}

export function cos64(x: f64): f64 {
  return NativeMath.cos(x);
}

export function tanh64(x: f64): f64 {
  return NativeMath.tanh(x);
}
