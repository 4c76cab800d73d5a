/**
 * How sure a claim is: it was trained, on shared seeds and splits; a model of the trials says so, with an interval that is checked; or nobody
 * knows yet, and the claim names what would settle it.
 */
export type Grade = 'measured' | 'believed' | 'unknown';
