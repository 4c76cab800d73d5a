type Json = Record<string, unknown>;

/** What a model.json of version 1 says, in the words of version 2; anything else as it is. Nothing is checked here. */
export function upgraded(value: unknown): unknown {
  const json = value as Json;
  if (json.version !== 1) return value;
  return {
    ...json,
    version: 2,
    target: upgradedTarget(json.target),
    codings: Array.isArray(json.codings) ? json.codings.map(upgradedCoding) : json.codings,
  };
}

/** One number had its name and format where there are columns now. */
function upgradedTarget(value: unknown): unknown {
  const target = (value ?? {}) as Json;
  if (target.task !== 'regression') return value;
  const { task, name, format } = target;
  return { task, columns: [{ name, format }] };
}

function upgradedCoding(value: unknown): unknown {
  const { kind, ...coding } = (value ?? {}) as Json;
  return kind === 'number' ? { kind: 'numbers', columns: [coding] } : value;
}
