import { sha256 } from '../data/sha256.js';
import type { StudyRecord } from '../study/trial.js';
import { answerWords } from '../words/answer.js';
import { explained } from '../words/explain/explained.js';
import { answerHead } from './answer.js';
import { hoverScript } from './hover.js';
import { escaped } from './html.js';
import { materialOf } from './material.js';
import { reportSections } from './sections.js';
import { pageStyle } from './theme.js';

/**
 * The report of a finished study as one HTML page that needs nothing else: no request, no script to be seen. Throws a usage error when the
 * study was not carried to its end.
 */
export function reportPage(record: StudyRecord): string {
  const material = materialOf(record);
  const { finished, target } = material;
  const study = { ...explained(record), material };
  const sections = reportSections
    .map(({ id, title, body }) => ({ id, title, inside: body(study) }))
    .filter(({ inside }) => inside !== '')
    .map(({ id, title, inside }) => `<section id="${id}"><h2>${title}</h2>${inside}</section>`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    head(`${target}: ${answerWords(finished, target)[0]}`),
    '<body>',
    answerHead(material),
    `<main>${sections.join('')}</main>`,
    '<footer>Made by Sweetspot. This page is one file and asks the network for nothing.</footer>',
    `<script>${hoverScript}</script>`,
    '</body></html>\n',
  ].join('\n');
}

/** Nothing may be loaded, and no script or style runs but the page's own, recognised by their hashes. */
function head(title: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(hoverScript)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    `<title>${escaped(title)}</title>`,
    `<style>${pageStyle}</style></head>`,
  ].join('\n');
}

function hashOf(text: string): string {
  const hex = sha256(new TextEncoder().encode(text));
  const bytes = hex.match(/../g)!.map((pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return `sha256-${btoa(bytes.join(''))}`;
}
