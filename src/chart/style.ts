/**
 * How charts look: a style sheet for the page that holds them. Colours are custom properties, so that a theme is a set of them: `colours`
 * has one for light and one for dark. The hues are Okabe and Ito's, those four of which are told apart on either ground; each has a contrast
 * of at least 3 to 1 with it, words of at least 4.5 to 1.
 */
export const chartStyle = `
.chart{display:block;max-width:100%;height:auto;overflow:visible;font:12px/1 var(--sans);font-variant-numeric:tabular-nums}
.chart text{fill:var(--ink-2)}
.chart .tick,.chart .label,.chart .note{font-size:12px}
.chart .label{fill:var(--ink-3)}
.chart .note{fill:var(--ink-3)}
.chart .name{font-size:14px;fill:var(--ink-2)}
.chart .name.strong{fill:var(--ink);font-weight:650}
.chart .figure{font-size:13px}
.chart .small{font-size:11px}
.chart .halo{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}
.chart .grid{stroke:var(--grid);stroke-width:1;shape-rendering:crispEdges}
.chart .axis{stroke:var(--axis);stroke-width:1;shape-rendering:crispEdges}
.chart .rule{stroke:var(--ink-3);stroke-width:1;stroke-dasharray:3 3;fill:none}
.chart .rule.over{stroke:var(--ink);stroke-width:1.25}
.chart .under{stroke:var(--ground);stroke-width:4;stroke-opacity:.6}
.chart .one{--tone:var(--one)}.chart .two{--tone:var(--two)}.chart .three{--tone:var(--three)}.chart .four{--tone:var(--four)}
.chart .quiet{--tone:var(--quiet)}.chart .ink{--tone:var(--ink)}
.chart .line{fill:none;stroke:var(--tone);stroke-linejoin:round;stroke-linecap:round}
.chart .thin{stroke-width:1.25;stroke-opacity:.55}
.chart .bold{stroke-width:2.5}
.chart .dashed{stroke-dasharray:5 4}
.chart .coordinate.thin{stroke-width:1;stroke-opacity:.5}
.chart .coordinate.bold{stroke-width:2;stroke-opacity:.9}
.chart .coordinate:hover{stroke:var(--ink);stroke-width:3;stroke-opacity:1}
.chart .area{fill:var(--tone);fill-opacity:.14;stroke:none}
.chart .dot{fill:var(--tone);stroke:var(--ground);stroke-width:1}
.chart .ring{fill:var(--ground);stroke:var(--tone);stroke-width:1.5}
.chart .cross{fill:none;stroke:var(--tone);stroke-width:2;stroke-linecap:round}
.chart .diamond{fill:var(--tone);stroke:var(--ground);stroke-width:1.5}
.chart .crowd{fill:none;stroke:var(--tone);stroke-opacity:.5;stroke-linecap:round}
.chart .bar{fill:var(--tone);fill-opacity:.85}
.chart .bar.quiet{fill-opacity:1}
.chart .stem{stroke:var(--tone);stroke-width:2;stroke-opacity:.35}
.chart .whisker{stroke:var(--tone);stroke-width:6;stroke-opacity:.35;stroke-linecap:round}
.chart .empty{fill:none;stroke:var(--grid);stroke-width:1}
.chart .ringed{stroke:var(--ink);stroke-width:2}
.chart .on-pale{fill:var(--ink)}
.chart .on-deep{fill:var(--ground)}
.chart .shade-0{fill:var(--shade-0)}.chart .shade-1{fill:var(--shade-1)}.chart .shade-2{fill:var(--shade-2)}
.chart .shade-3{fill:var(--shade-3)}.chart .shade-4{fill:var(--shade-4)}.chart .shade-5{fill:var(--shade-5)}
.chart .shade-6{fill:var(--shade-6)}.chart .shade-7{fill:var(--shade-7)}.chart .shade-8{fill:var(--shade-8)}
`;

const properties = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

const shade = (...colours: readonly string[]) =>
  Object.fromEntries(colours.map((colour, i) => [`shade-${i}`, colour]));

/** The themes, as the custom properties of an element. */
export const colours = {
  light: properties({
    ground: '#ffffff',
    ink: '#16191d',
    'ink-2': '#434a54',
    'ink-3': '#656d78',
    grid: '#eceef1',
    axis: '#b9bfc7',
    one: '#0072b2',
    two: '#d55e00',
    three: '#009e73',
    four: '#b3609a',
    quiet: '#8d96a1',
    ...shade(
      '#f3f6f9',
      '#dfeaf3',
      '#c5dbec',
      '#a3c6e1',
      '#7aadd3',
      '#2f78ab',
      '#1d6799',
      '#0a568b',
      '#073c63',
    ),
  }),
  dark: properties({
    ground: '#15181d',
    ink: '#eceef1',
    'ink-2': '#c0c6ce',
    'ink-3': '#98a1ac',
    grid: '#262b32',
    axis: '#4a525c',
    one: '#4da6dd',
    two: '#f08a3c',
    three: '#2fbf94',
    four: '#dd97c0',
    quiet: '#727c88',
    ...shade(
      '#1b2027',
      '#1d2e3d',
      '#1f3d55',
      '#234f70',
      '#2b648e',
      '#6aa9d4',
      '#7db4dc',
      '#a3ccec',
      '#cfe5f7',
    ),
  }),
} as const;
