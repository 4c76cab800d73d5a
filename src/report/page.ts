import { sha256 } from '../data/sha256.js';
import type { StudyRecord } from '../study/trial.js';
import { answerWords } from '../words/answer.js';
import { explained } from '../words/explain/explained.js';
import { answerHead } from './answer.js';
import { hoverScript } from './hover.js';
import { escaped } from './html.js';
import { materialOf, trialMaterialOf } from './material.js';
import { reportSections } from './sections.js';
import { pageStyle } from './theme.js';
import { bestSentence, openHead } from './unfinished.js';

/**
 * The report of a study as one HTML page that needs nothing else: no request, no script to be seen. Of a study that was not carried to its end, or that
 * Optuna made, it holds what its trials say.
 */
export function reportPage(record: StudyRecord): string {
  const told = explained(record);
  const material = materialOf(record);
  const trials = material ?? trialMaterialOf(record, told.explanation.interactions.noise ?? 0);
  const study = { ...told, trials, ...(material && { material }) };
  const sections = reportSections
    .map(({ id, title, body }) => ({ id, title, inside: body(study) }))
    .filter(({ inside }) => inside !== '')
    .map(({ id, title, inside }) => `<section id="${id}"><h2>${title}</h2>${inside}</section>`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    head(
      material
        ? `${material.target}: ${answerWords(material.finished, material.target)[0]}`
        : `${record.name}: ${bestSentence(trials)}`,
    ),
    '<body>',
    material ? answerHead(material) : openHead(record, trials),
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
