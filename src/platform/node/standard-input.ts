import { dataError, usageError } from '../../error.js';

/** What rows are called that were piped in. */
export const standardInput = 'standard input';

/** All bytes that are piped in; throws a usage error when nothing is, and when they were read before. */
export async function readStandardInput(): Promise<Uint8Array> {
  const { stdin } = process;
  if (stdin.isTTY)
    throw usageError(
      'the data are to come from standard input (-), and nothing is piped in.',
      'As: cat houses.csv | sweetspot tune - --target price',
    );
  if (stdin.readableEnded)
    throw usageError(
      'standard input (-) is given twice and can be read once.',
      'Give one of them as a file.',
    );
  try {
    const pieces: Buffer[] = [];
    for await (const piece of stdin) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  } catch (error) {
    throw dataError(
      `standard input cannot be read: ${(error as Error).message}.`,
      'Give the data as a file.',
    );
  }
}
