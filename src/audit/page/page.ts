import type { Language } from '../../domain/language.ts';
import { pageParts } from '../../render/documents/page.ts';
import { fill } from '../../render/templates.ts';
import { type Html, html } from '../../render/writers/html.ts';
import type { ChartAnswer } from '../questions/chart.ts';
import { pageData } from './compact.ts';
import { WORDS } from './words.ts';

/** The answer as a page: one HTML file that asks nothing of anybody. The same answer gives the same bytes. */
export function auditPage(answer: ChartAnswer, language: Language): string {
  const words = WORDS[language];
  const shell = Object.entries(words).map(([name, word]) => [name, html.text(word)] as const);
  return fill('documents/audit.html', {
    ...pageParts('audit'),
    language: html.text(language),
    words: Object.fromEntries<Html>(shell),
    said: html.json({ language, words }),
    data: html.json(pageData(answer, language)),
  });
}
