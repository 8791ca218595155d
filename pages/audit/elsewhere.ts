import type { PageData } from '../../src/audit/page/page-data.ts';
import { violationFacts } from './details.ts';
import { element } from './dom.ts';
import { words } from './words.ts';

/** Violations that no number's row tells of, and notes; folded notes are made when somebody opens them. */
export function elsewhere(data: PageData): HTMLElement[] {
  const told = new Set(data.numbers.flatMap(({ violations }) => violations));
  const rest = data.violations.filter((_, place) => !told.has(place));
  const lists = [];
  if (rest.length > 0) {
    const heading = element('h2', {}, `${words.violationsElsewhere} (${rest.length})`);
    lists.push(element('div', {}, heading, ...rest.map((violation) => violationFacts(violation, data))));
  }
  if (data.notes.length > 0) {
    const folded = element('details', {}, element('summary', {}, `${words.notes} (${data.notes.length})`));
    folded.addEventListener(
      'toggle',
      () => folded.append(...data.notes.map((note) => violationFacts(note, data))),
      {
        once: true,
      },
    );
    lists.push(folded);
  }
  return lists;
}
