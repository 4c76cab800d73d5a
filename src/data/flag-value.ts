/** A column's name as a shell takes it after a flag. */
export const flagValue = (name: string) => (/^[\w.-]+$/.test(name) ? name : `"${name}"`);
