/** A word as a shell takes it. */
export const word = (text: string) =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Where studies are when nothing else is said. */
export const usualStorage = 'sqlite:///sweetspot/studies.db';
