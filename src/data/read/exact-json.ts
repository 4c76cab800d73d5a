/** Numbers that JSON.parse may round, and words that Python and others write though JSON has none. */
const delicate = /\d{16}|\d[\d.]{16}|NaN|Infinity/;
/** Strings, which stay as they are, numbers, and those words. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|-?\b(?:NaN|Infinity)\b/g;

/** As JSON.parse, but numbers with more digits than a double holds are texts with all of them, and NaN and Infinity are null. */
export function exactJson(text: string): unknown {
  return JSON.parse(delicate.test(text) ? text.replace(tokens, exactToken) : text);
}

function exactToken(token: string): string {
  if (token.startsWith('"')) return token;
  if (token.endsWith('N') || token.endsWith('y')) return 'null';
  const digits = token
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '').length;
  return digits <= 15 || String(Number(token)) === token || !isNumber.test(token) ? token : `"${token}"`;
}

const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
