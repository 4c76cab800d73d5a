import type { Explained } from '../words/explain/explained.js';
import { claimText, type Section, type SectionMaker } from '../words/explain/section.js';
import { list, prose, table } from './html.js';
import type { Material, TrialMaterial } from './material.js';

/** What the page is drawn from; `material` is there when the study was carried to its end. */
export interface ReportStudy extends Explained {
  readonly trials: TrialMaterial;
  readonly material?: Material;
}

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  /** Empty where it does not apply to the study. */
  body(study: ReportStudy): string;
}

/** A section of a study that was carried to its end. */
export const ofFinished = (
  id: string,
  title: string,
  body: (material: Material) => string,
): ReportSection => ({
  id,
  title,
  body: ({ material }) => (material === undefined ? '' : body(material)),
});

/** A section of any study's trials. */
export const ofTrials = (
  id: string,
  title: string,
  body: (material: TrialMaterial) => string,
): ReportSection => ({ id, title, body: ({ trials }) => body(trials) });

/** A section of words, with a chart above its claims where one is drawn; its figures stand as a table where none is. */
export const worded = (
  id: string,
  title: string,
  make: SectionMaker,
  draw: (section: Section, study: ReportStudy) => string = () => '',
): ReportSection => ({
  id,
  title,
  body(study) {
    const section = make(study);
    if (section === undefined) return '';
    const chart = draw(section, study);
    const said = section.claims.length > 0 ? list(section.claims.map(claimText)) : '';
    if (chart !== '') return chart + said;
    const figures = section.table ? table(section.table) : '';
    const basis = section.basis ? `<p class="about">${prose(section.basis)}</p>` : '';
    return `<h3>${prose(section.title)}.</h3>${figures}${said}${basis}`;
  },
});
