import { usageError } from '../error.js';
import type { StudyRecord } from '../study/trial.js';

/**
 * Which kernels train: `plain` gives the same bits on every machine; `fused` rounds a product and its sum once, is faster, and gives the
 * bits of machines that can do that.
 */
export type EngineName = 'plain' | 'fused';

export const engineNames: readonly EngineName[] = ['plain', 'fused'];

/** The engine that a study's trials are trained on. */
export const engineOf = ({ facts }: Pick<StudyRecord, 'facts'>): EngineName =>
  facts.engine === 'fused' ? 'fused' : 'plain';

/** Throws when trials of `asked` would stand beside those that a study has, whose bits are of another engine. */
export function refuseOtherEngine(study: Pick<StudyRecord, 'facts' | 'name'>, asked: EngineName) {
  const trained = engineOf(study);
  if (trained === asked) return;
  throw usageError(
    `study "${study.name}" was trained on the ${trained} engine, not the ${asked} one: their weights differ in the last bits, and so would its trials.`,
    trained === 'plain'
      ? 'Leave out --engine, or give a new study a name of its own with --study.'
      : 'Give --engine fused, or give a new study a name of its own with --study.',
  );
}
