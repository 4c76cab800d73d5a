import { coachSection } from '../words/explain/coach.js';
import { doubtSection } from '../words/explain/doubts.js';
import { epochSection } from '../words/explain/epochs.js';
import { importanceSection } from '../words/explain/importance.js';
import { interactionSection } from '../words/explain/interactions.js';
import { claimText } from '../words/explain/section.js';
import { nextCommands } from '../words/next.js';
import { answerSection, warningSection } from './answer.js';
import { classSection } from './classes.js';
import { sizeSection, timeFigure } from './cost.js';
import { curveSection, trialCurveSection } from './curves.js';
import { dataSection } from './data.js';
import { escaped, list, paragraph } from './html.js';
import { importanceFigure } from './importance.js';
import { interactionFigures } from './interactions.js';
import type { Material } from './material.js';
import { numberSection } from './numbers.js';
import { pathSection, ruleSection } from './on-trial.js';
import { residualBody } from './residuals.js';
import { ofFinished, ofTrials, type ReportSection, type ReportStudy, worded } from './section.js';
import { triedSection } from './tried.js';

/** In the order in which people read them. */
export const reportSections: readonly ReportSection[] = [
  ofFinished('answer', 'The answer', answerSection),
  { id: 'doubts', title: 'What I would not trust', body: doubtBody },
  ofFinished('warnings', 'Heads-up about the table', warningSection),
  ofFinished('predictions', 'Predictions and truth', predictionSection),
  { id: 'residuals', title: 'Where it is wrong', body: residualBody },
  { id: 'curves', title: 'How it learnt', body: curveBody },
  ofTrials('tried', 'What was tried', triedSection),
  worded('matters', 'What matters', importanceSection, importanceFigure),
  worded('pulls', 'How they pull on each other', interactionSection, interactionFigures),
  ofFinished('path', 'Why this setting, step by step', pathSection),
  ofFinished('rules', 'Rules of thumb on trial', ruleSection),
  worded('epochs', 'Would more epochs help?', epochSection),
  worded('coach', 'What a coach would say', coachSection),
  ofFinished('size', 'How large, how fast', sizeSection),
  ofFinished('data', 'The rows', dataSection),
  ofFinished('time', 'The time', timeFigure),
  ofFinished('findings', 'Noticed on the way', findingSection),
  ofFinished('next', 'Next', nextSection),
];

function doubtBody(study: ReportStudy): string {
  const said = doubtSection(study);
  return said === undefined
    ? paragraph('Nothing stood out.')
    : `<div class="warn">${list(said.claims.map(claimText))}</div>`;
}

function curveBody({ material, trials }: ReportStudy): string {
  return material ? curveSection(material) : trialCurveSection(trials);
}

function predictionSection({ evidence }: Material): string {
  return evidence.test
    .map((picture) => (picture.kind === 'numbers' ? numberSection(picture) : classSection(picture)))
    .join('');
}

function findingSection({ evidence: { findings } }: Material): string {
  return findings.length > 0 ? list(findings.map((text) => `${capital(text)}.`)) : '';
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
