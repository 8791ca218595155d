import type { HitList } from './list.ts';
import type { Found } from './search.ts';

interface Wishes {
  open: (found: Found) => void;
  /** What is searched for has changed. */
  show: () => void;
}

const PAGE = 8;
const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/** All without a mouse: `/` searches, whatever is typed elsewhere too, arrows choose, Enter opens, Esc goes back to what was open. */
export function onKeys(field: HTMLInputElement, list: HitList, { open, show }: Wishes): void {
  // What is not chosen yet in an input method is searched for as well: it is the kana.
  field.addEventListener('input', show);
  field.addEventListener('keydown', (event) => {
    // Enter and Esc belong to the input method as long as it is at work.
    if (event.isComposing) return;
    if (event.key === 'Enter' && list.selected) open(list.selected);
    const move = MOVES[event.key];
    if (move !== undefined) list.move(move);
    if (event.key === 'Enter' || move !== undefined) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return leave(event);
    if (document.activeElement === field) return;
    if (event.key === '/') {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (/^[\p{L}\p{N}]$/u.test(event.key) || event.key === 'Process') {
      // The field has the focus before the character comes.
      field.focus();
      field.select();
    }
  });
  function leave(event: KeyboardEvent): void {
    event.preventDefault();
    field.value = '';
    field.blur();
    show();
  }
  document.getElementById('list')?.addEventListener('click', (event) => {
    const found = list.at(event.target);
    if (found) open(found);
  });
}
