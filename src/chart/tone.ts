/**
 * What a mark's colour stands for, not the colour itself, which the page's theme gives: four hues that are told apart by colour-blind people
 * too and on either ground, and quiet for the crowd.
 */
export type Tone = 'one' | 'two' | 'three' | 'four' | 'quiet' | 'ink';
