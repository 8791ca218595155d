import { load } from './load.ts';

const LOOK_MS = 60_000;
/** Nobody loses what is on the screen while something is typed or read aloud. */
const QUIET_MS = 30_000;

/**
 * A page that is open for days sees a book that was written since: it is loaded anew, at a moment at which nobody types. A book that is not there for a moment, because
 * it is being exchanged, is asked for again.
 */
export function watchEdition(field: HTMLInputElement): void {
  let first: string | undefined;
  let touched = Date.now();
  for (const event of ['keydown', 'pointerdown', 'hashchange'])
    addEventListener(event, () => {
      touched = Date.now();
    });
  const look = async () => {
    const edition = await load('edition', 'edition', true).catch(() => undefined);
    first ??= edition?.digest;
    const newer = edition !== undefined && edition.digest !== first;
    if (newer && field.value === '' && Date.now() - touched > QUIET_MS) location.reload();
  };
  void look();
  setInterval(look, LOOK_MS);
  addEventListener('focus', look);
}
