import { expect, test } from 'vitest';
import { saveModel } from '../../model/file/save.js';
import { predict } from './predict.js';

const model = saveModel({
  target: { task: 'regression', columns: [{ name: 'y', format: { decimal: '.', decorated: false } }] },
  members: [],
  constant: [4],
  card: {},
});

test('a page says how the file is to be read, as a command line does', async () => {
  const data = new TextEncoder().encode('a|b\n1|2\n3|4\n');
  const { text } = await predict({ model, data, delimiter: '|' });
  expect(text).toBe('a|b|prediction\n1|2|4\n3|4|4\n');
  const latin = Uint8Array.from('a,ort\n1,K\u00f6ln\n', (c) => c.charCodeAt(0));
  expect((await predict({ model, data: latin, encoding: 'latin1' })).text).toContain('Köln');
});
