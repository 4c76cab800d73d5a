const school = /^[A-G][+−-]?$/;
const credit = ['D', 'C', 'CC', 'CCC', 'B', 'BB', 'BBB', 'A', 'AA', 'AAA'];
const namedLikeMarks = /(^|[\s_.-])(grade|rating|mark)s?$|[a-z](Grade|Rating|Mark)s?$/i;

/**
 * The place of school grades (A+ above A above A-), and of credit ratings (AAA above AA+). Single letters are grades only when some have a
 * plus or minus or the column is named so: they may be the names of anything.
 */
export function placesOfGrades(texts: readonly string[], column: string): number[] | undefined {
  const signed = texts.some((text) => /^[A-F][+−-]$/.test(text));
  if ((signed || namedLikeMarks.test(column)) && texts.every((text) => school.test(text)))
    return texts.map((text) => 'GFEDCBA'.indexOf(text[0]!) * 3 + tilt(text));
  const rated = texts.map((text) => credit.indexOf(text.replace(/[+−-]$/, '')));
  const doubled = texts.some((text) => /^(AA|BB|CC)/.test(text));
  return doubled && !rated.includes(-1) ? texts.map((text, i) => rated[i]! * 3 + tilt(text)) : undefined;
}

const tilt = (text: string) => (text.endsWith('+') ? 1 : /[−-]$/.test(text) ? -1 : 0);
