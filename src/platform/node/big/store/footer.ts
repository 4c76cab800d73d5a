import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

export const footerShape = z.object({
  /** Of the file that was encoded, as it was then. */
  source: z.object({ file: z.string(), bytes: count, modified: z.number(), sha256 }),
  /** SHA-256 over all that decided what was written: the source, the options, the encoder and the split. */
  identity: sha256,
  /** Rows of the source. */
  fileRows: count,
  rows: count,
  blockRows: count,
  inputs: count,
  targetWidth: count,
  scales: z.array(z.enum(['linear', 'log'])).nonempty(),
  weighted: z.boolean(),
  /** SHA-256 of each block. */
  blocks: z.array(sha256),
});

export type Footer = z.infer<typeof footerShape>;
export type Shape = Pick<Footer, 'inputs' | 'targetWidth' | 'scales' | 'weighted' | 'blockRows'>;
