import { type CategoryEncoding, type ColumnEncoding, widthOf } from '../../data/encode/encoder.js';
import { count } from '../../math/numeral.js';
import { embeddingSize } from '../setting.js';

/** What the numbers are that a column becomes: `median off, spread to 1, and a flag for missing`. */
export function encodingWords(encoding: ColumnEncoding): string {
  const missing = encoding.flag ? ', and a flag for missing' : '';
  switch (encoding.kind) {
    case 'number':
      return `scaled by median and quartiles${missing}`;
    case 'boolean':
      return `yes above no${missing}`;
    case 'date':
      return `${encoding.parts.map(({ part }) => part).join(', ')}${missing}`;
    case 'category': {
      if (encoding.share !== undefined) return `one level above the other${missing}`;
      if (encoding.embedded) return embeddedWords(encoding);
      const rest = encoding.other ? ', one for the rest' : '';
      return `one for each of ${count(encoding.levels.length, 'level')}${rest}${encoding.flag ? ', one for missing' : ''}`;
    }
    default:
      return count(widthOf(encoding), 'number');
  }
}

/** The network has numbers of its own for each place that a row may have. */
function embeddedWords({ levels, other, flag }: CategoryEncoding): string {
  const others = [other && 'the rest', flag && 'missing'].filter(Boolean);
  const and = others.length === 0 ? '' : `${others.length > 1 ? ', ' : ' and '}${others.join(' and ')}`;
  return `${embeddingSize} learnt numbers for each of ${count(levels.length, 'level')}${and}`;
}
