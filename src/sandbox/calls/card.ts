import { convert } from 'html-to-text';

const PATIENCE_MS = 5_000;

/**
 * An operator card as text, fetched from where the call said it is; undefined where there is none.
 * @param address only a sandbox's own: the caller has read it from a header that our node wrote
 */
export async function readCard(address: string): Promise<string | undefined> {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const text = convert(await response.text(), {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'table', format: 'dataTable' },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
    ],
  });
  return text.replace(/\n{3,}/g, '\n\n').trim();
}
