import type { OperatorFacts } from '../render/documents/facts.ts';
import type { IndexRow } from './rows.ts';

/**
 * What the book's data files hand to its page. Beside `file://` there is no fetch: each file is a script that calls
 * `denwabanBook.<name>(<JSON>)`.
 */
export interface BookData {
  /** `index.js` */
  index: { rows: readonly IndexRow[] };
  /** `holidays.js`: Japan's, `YYYYMMDD`, as the dialplan knows them. */
  holidays: { days: readonly string[] };
  /** `tenants/<chunk>.js`: the tenants of that chunk, by id. */
  tenants: { chunk: string; tenants: Readonly<Record<string, OperatorFacts>> };
  /** `edition.js`: what the book is of, so that a page that has been open for days sees a newer one. */
  edition: { digest: string };
}

/** In which file a tenant's page is: two hexadecimal digits. FNV-1a, since a browser has no hash that answers at once. */
export function chunkOf(id: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & 0xff).toString(16).padStart(2, '0');
}

/** The scripts that the page may load. */
export const DATA_FILE = /^(?:index|holidays|edition|tenants\/[0-9a-f]{2})\.js$/;

/** A data file's text. No text of a tenant ends the script, nor a line in it. */
export function dataScript<N extends keyof BookData>(name: N, data: BookData[N]): string {
  const json = JSON.stringify(data).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `denwabanBook.${name}(${json});\n`;
}
