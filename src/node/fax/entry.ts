import { oneLine } from '../../domain/one-line.ts';

/** What the dialplan wrote down before it answered. */
export interface FaxBegin {
  /** By the node's clock: seconds since 1970. */
  at: number;
  /** Absent where it is withheld. */
  caller?: string;
  /** The tenant's company. */
  company: string;
}

/** What the dialplan wrote down when the call had ended. */
export interface FaxEnd {
  success: boolean;
  /** Pages that were confirmed to the sender. */
  pages: number;
  /** In Asterisk's words. */
  error?: string;
  /** What the sender's machine calls itself: evidence and no more. */
  station?: string;
}

/** Longer than any company's name. */
const MAX_TEXT = 300;

/** `<seconds>|<caller>|<company>`, the last of which may hold anything. undefined where it is not whole. */
export function parseFaxBegin(text: string): FaxBegin | undefined {
  const [, at = '', caller = '', company = ''] = /^(\d{1,12})\|([0-9+]{0,20})\|(.*)$/s.exec(text) ?? [];
  if (at === '') return undefined;
  return { at: Number(at), ...(caller === '' ? {} : { caller }), company: oneLine(company, MAX_TEXT) };
}

/** `<status>|<pages>|<error>|<station>|`. undefined where it is not whole: it is just being written. */
export function parseFaxEnd(text: string): FaxEnd | undefined {
  const found = /^([A-Z]*)\|(\d*)\|([^|]*)\|([^|]*)\|$/.exec(text);
  if (!found) return undefined;
  const [, status, pages, error = '', station = ''] = found;
  return {
    success: status === 'SUCCESS',
    pages: Number(pages),
    ...(error.trim() === '' ? {} : { error: oneLine(error) }),
    ...(station.trim() === '' ? {} : { station: oneLine(station) }),
  };
}
