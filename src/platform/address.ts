import { dataError, usageError } from '../error.js';
import type { Source } from '../tune/study-start.js';

/** Bytes from an address, and what they are called. */
export interface Fetched {
  readonly bytes: Uint8Array;
  readonly from: Pick<Source, 'file' | 'path'>;
}

export interface FetchOptions {
  /** Longest wait for the answer and then between any two of its parts, in seconds; default 30. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

export const isAddress = (text: string) => /^https?:\/\//i.test(text);

/** More than this would not fit into memory as a table. */
const mostBytes = 0x8000_0000;

/**
 * The bytes behind an http(s) address, redirects followed; what the server says that they are is not believed. A user and password in the address
 * are sent and not kept. Throws a data error when it does not answer, answers with an error, falls silent or ends too early.
 */
export async function fetchBytes(
  address: string,
  { patience = 30, signal }: FetchOptions = {},
): Promise<Fetched> {
  const { shown, headers } = splitAddress(address);
  const watch = silenceWatch(patience, signal);
  try {
    const answer = await fetch(shown, { headers, signal: watch.signal, redirect: 'follow' });
    if (!answer.ok) throw refusedBy(shown, answer);
    const bytes = await bodyOf(answer, shown, watch.heard);
    return { bytes, from: { file: nameOf(answer.url || shown), path: shown } };
  } catch (error) {
    throw isMeant(error) ? error : explained(shown, error as Error, patience, watch.signal);
  } finally {
    watch.stop();
  }
}

const isMeant = (error: unknown) => error instanceof Error && error.name === 'SweetspotError';

/** fetch takes no passwords within addresses, and a study must not keep them. */
function splitAddress(address: string) {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw usageError(`"${address}" is not an address.`, 'For example: https://example.org/houses.csv');
  }
  const { username, password } = url;
  if (!username && !password) return { shown: url.href, headers: {} as Record<string, string> };
  url.username = '';
  url.password = '';
  const given = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(given)))}`;
  return { shown: url.href, headers: { authorization } };
}

/** Aborts when nothing was heard for so many seconds. */
function silenceWatch(patience: number, outer?: AbortSignal) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), patience * 1000);
  const signal = outer === undefined ? silence.signal : AbortSignal.any([silence.signal, outer]);
  return {
    signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), patience * 1000);
    },
    stop: () => clearTimeout(timer),
  };
}

async function bodyOf(answer: Response, shown: string, heard: () => void): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    heard();
    const piece = (await reader?.read())?.value;
    if (piece === undefined) break;
    pieces.push(piece);
    length += piece.length;
    if (length > mostBytes)
      throw dataError(
        `"${shown}" sends more than 2 GB.`,
        'Download it and give a part of its rows or columns.',
      );
  }
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** The last part of the path, as a file would be called; else the host. */
function nameOf(address: string): string {
  const { pathname, hostname } = new URL(address);
  const last = pathname.split('/').filter(Boolean).at(-1);
  if (last === undefined) return hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const nextFor: Readonly<Record<number, string>> = {
  401: 'It needs a login: download the file, and give its path.',
  403: 'It may need a login: download the file, and give its path.',
  404: 'Check the address in a browser.',
  429: 'Wait a little, or download the file once, and give its path.',
};

function refusedBy(shown: string, { status, statusText }: Response) {
  const next = nextFor[status] ?? (status >= 500 ? 'Try again later.' : 'Check the address in a browser.');
  return dataError(`"${shown}" answers ${status}${statusText ? ` ${statusText}` : ''}.`, next);
}

function explained(shown: string, error: Error, patience: number, signal: AbortSignal) {
  if (signal.aborted)
    return dataError(
      `"${shown}" sent nothing for ${patience} seconds.`,
      'Try again, or download the file and give its path.',
    );
  const cause = error.cause as { code?: string; message?: string } | undefined;
  const why = cause?.code ?? cause?.message ?? error.message;
  return dataError(
    `"${shown}" cannot be read: ${String(why).split('\n')[0]}.`,
    'Check the address and the connection, or download the file and give its path.',
  );
}
