import { changed, numberIn } from './change.js';
import { following } from './following.js';
import type { Rule, RuleScene } from './rule.js';

/** None, one or more hidden layers; the three rules for their width. */
export function sizeRules(scene: RuleScene): Rule[] {
  return [...depth(scene), ...width(scene)];
}

function depth(scene: RuleScene): Rule[] {
  const layers = numberIn(scene, 'layers');
  if (layers === undefined || scene.space.layers === undefined) return [];
  const withLayers = (count: number) => changed(scene, { layers: count });
  return [
    following(scene, {
      name: 'one hidden layer',
      says: 'One hidden layer is often enough.',
      follow: withLayers(1),
      against: [{ words: 'two hidden layers', setting: withLayers(2) }],
    }),
    following(scene, {
      name: 'no hidden layer',
      says: 'No hidden layer: a straight line will do.',
      follow: withLayers(0),
      against: [{ words: 'one hidden layer', setting: withLayers(1) }],
    }),
  ];
}

function width(scene: RuleScene): Rule[] {
  const neurons = numberIn(scene, 'neurons');
  if (neurons === undefined || scene.space.neurons === undefined) return [];
  const { inputs, outputs } = scene;
  const withNeurons = (count: number) => changed(scene, { neurons: Math.max(1, Math.round(count)) });
  const others = [
    { words: 'half as many', setting: withNeurons(neurons / 2) },
    { words: 'twice as many', setting: withNeurons(2 * neurons) },
  ];
  const [least, most] = [Math.min(inputs, outputs), Math.max(inputs, outputs)];
  const isBetween = neurons >= least && neurons <= most;
  const isBelowTwice = neurons < 2 * inputs;
  return [
    following(scene, {
      name: 'neurons between inputs and outputs',
      says: `The number of neurons lies between those of inputs and outputs (${least} to ${most}).`,
      follow: isBetween ? undefined : withNeurons(neurons > most ? most : least),
      against: others,
    }),
    following(scene, {
      name: 'two thirds of the inputs',
      says: `Two thirds of the inputs plus the outputs (${Math.round((2 / 3) * inputs) + outputs}).`,
      follow: withNeurons(Math.round((2 / 3) * inputs) + outputs),
      against: others,
    }),
    following(scene, {
      name: 'less than twice the inputs',
      says: `Fewer neurons than twice the inputs (${2 * inputs}).`,
      follow: isBelowTwice ? undefined : withNeurons(2 * inputs - 1),
      against: [
        { words: 'twice the inputs and more', setting: withNeurons(Math.max(2 * inputs, 2 * neurons)) },
      ],
    }),
  ];
}
