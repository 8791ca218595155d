import { element } from './dom.ts';
import { words } from './words.ts';

/** What the spans' looks mean. */
export function legend(): HTMLElement[] {
  const signs: [look: string, word: string][] = [
    ['held forwarding', words.forwarding],
    ['held displayed', words.displayed],
    ['held displayed fax', words.fax],
    ['stop', words.suspended],
    ['quarantine', words.quarantine],
    ['reserved', words.reserved],
    ['released', words.before],
    ['held displayed bad', words.violation],
  ];
  return signs.map(([look, word]) =>
    element('span', { class: 'sign' }, element('span', { class: `span ${look}` }), ` ${word}`),
  );
}
