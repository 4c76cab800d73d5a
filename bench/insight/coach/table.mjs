// Made-up tables as CSV: a smooth function of several inputs, classes on both sides of one, or two spirals.

/** Draws so many further rows of one world, with their head. */
export function drawerOf(random, options) {
  const draw = { numbers, classes, spiral }[options.kind](random, options);
  return (rows) => {
    const lines = Array.from({ length: rows }, () => draw().join(','));
    const width = lines[0].split(',').length - 1;
    return `${Array.from({ length: width }, (_, j) => `x${j}`).join(',')},y\n${lines.join('\n')}\n`;
  };
}

/** A sum of waves and products in random directions, of deviation 1 or so, and normal noise. */
function numbers(random, { inputs, noise }) {
  const f = surface(random, inputs);
  return () => {
    const x = Array.from({ length: inputs }, () => random.normal());
    return [...x, f(x) + noise * random.normal()].map((value) => value.toFixed(4));
  };
}

/** Whether the function is above zero; `noise` is the share of labels that are turned round. */
function classes(random, { inputs, noise }) {
  const f = surface(random, inputs);
  return () => {
    const x = Array.from({ length: inputs }, () => random.normal());
    const isAbove = f(x) > 0 !== random.uniform() < noise;
    return [...x.map((value) => value.toFixed(4)), isAbove ? 'yes' : 'no'];
  };
}

function surface(random, inputs) {
  const direction = () => Array.from({ length: inputs }, () => random.normal() / Math.sqrt(inputs));
  const terms = Array.from({ length: 3 }, () => ({ a: direction(), b: direction() }));
  const dot = (a, x) => a.reduce((sum, each, j) => sum + each * x[j], 0);
  return (x) => terms.reduce((sum, { a, b }) => sum + 0.6 * Math.sin(1.5 * dot(a, x)) + 0.4 * dot(b, x), 0);
}

/** Two arms that wind round each other one and a half times. */
function spiral(random, { noise }) {
  return () => {
    const arm = random.uniform() < 0.5;
    const way = Math.sqrt(random.uniform());
    const angle = 3 * Math.PI * way + (arm ? Math.PI : 0);
    const radius = 3 * way;
    const x = radius * Math.cos(angle) + noise * random.normal();
    const y = radius * Math.sin(angle) + noise * random.normal();
    return [x.toFixed(4), y.toFixed(4), arm ? 'yes' : 'no'];
  };
}
