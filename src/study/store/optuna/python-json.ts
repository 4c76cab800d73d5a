/** Parses JSON as Python writes it, where NaN, Infinity and -Infinity may stand for numbers. Throws a SyntaxError as `JSON.parse` does. */
export function parsePythonJson(text: string): unknown {
  if (!/NaN|Infinity/.test(text)) return JSON.parse(text);
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) =>
    token.startsWith('"') ? token : `{"${marker}":"${token}"}`,
  );
  return JSON.parse(quoted, (_, value) =>
    value !== null && typeof value === 'object' && marker in value ? Number(value[marker]) : value,
  );
}

const marker = ' number ';

/** Writes JSON that Python reads; NaN and infinities become the literals that Python writes. */
export function stringifyForPython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stringifyForPython).join(', ')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if ('toJSON' in value && typeof value.toJSON === 'function') return stringifyForPython(value.toJSON());
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}: ${stringifyForPython(held)}`).join(', ')}}`;
}
