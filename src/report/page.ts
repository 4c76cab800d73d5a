import { sha256 } from '../data/sha256.js';
import type { StudyRecord } from '../study/trial.js';
import { answerWords } from '../words/answer.js';
import { nextCommands } from '../words/next.js';
import { answerDetails, answerFigure, answerHead, doubtSection, warningSection } from './answer.js';
import { classSection } from './classes.js';
import { sizeSection, timeFigure } from './cost.js';
import { curveSection } from './curves.js';
import { dataSection } from './data.js';
import { hoverScript } from './hover.js';
import { escaped, list } from './html.js';
import { matterSection } from './importance.js';
import { type Material, materialOf } from './material.js';
import { numberSection } from './numbers.js';
import { pathSection, ruleSection } from './on-trial.js';
import { pageStyle } from './theme.js';
import { triedSection } from './tried.js';

/**
 * The report of a finished study as one HTML page that needs nothing else: no request, no script to be seen. Throws a usage error when the
 * study was not carried to its end.
 */
export function reportPage(study: StudyRecord): string {
  const material = materialOf(study);
  const { finished, evidence, target } = material;
  const sections: readonly (readonly [id: string, title: string, body: string])[] = [
    ['answer', 'The answer', answerFigure(material) + answerDetails(material)],
    ['doubts', 'What I would not trust', doubtSection(material)],
    ['warnings', 'Heads-up about the table', warningSection(material)],
    ...evidence.test.map((picture, i) =>
      picture.kind === 'numbers'
        ? ([`predictions-${i}`, 'Predictions and truth', numberSection(picture)] as const)
        : ([`predictions-${i}`, 'Predictions and truth', classSection(picture)] as const),
    ),
    ['curves', 'How it learnt', curveSection(material)],
    ['tried', 'What was tried, and why this was chosen', triedSection(material)],
    ['matters', 'What matters', matterSection(study)],
    ['path', 'Why this setting, step by step', pathSection(material)],
    ['rules', 'Rules of thumb on trial', ruleSection(material)],
    ['size', 'How large, how fast', sizeSection(material)],
    ['data', 'The rows', dataSection(material)],
    ['time', 'The time', timeFigure(material)],
    [
      'findings',
      'Noticed on the way',
      evidence.findings.length > 0 ? list(evidence.findings.map(sentence)) : '',
    ],
    ['next', 'Next', nextSection(material)],
  ];
  const body = sections
    .filter(([, , inside]) => inside !== '')
    .map(([id, title, inside]) => `<section id="${id}"><h2>${title}</h2>${inside}</section>`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    head(`${target}: ${answerWords(finished, target)[0]}`),
    '<body>',
    answerHead(material),
    `<main>${body.join('')}</main>`,
    '<footer>Made by Sweetspot. This page is one file and asks the network for nothing.</footer>',
    `<script>${hoverScript}</script>`,
    '</body></html>\n',
  ].join('\n');
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

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

/** Only where there is a command line: a page's study is kept nowhere. */
function nextSection({ finished, evidence }: Material): string {
  const { storage } = evidence.plan;
  if (storage.startsWith('memory:')) return '';
  const commands = nextCommands(finished, {});
  return `<div class="commands">${commands
    .map(([command, why]) => `<p>${escaped(capital(why))}</p><pre>${escaped(command)}</pre>`)
    .join('')}</div>`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
