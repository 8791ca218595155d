import { Core } from 'sip.js';
import type { LoggedMessage } from './message-log.ts';

/** A SIP message, read. */
export interface SipMessage {
  direction: LoggedMessage['direction'];
  at: string;
  /** `INVITE`; undefined in a response. */
  method?: string;
  /** Of a response. */
  status?: number;
  callId: string;
  /** The method that a response is to. */
  cseqMethod: string;
  /** The number or name in the From address, and what is shown beside it. */
  from: { user: string; display: string };
  /** Host of the topmost Via: who sent a request. */
  viaHost: string;
  /** The first header of that name, without regard to case. */
  header(name: string): string | undefined;
  body: string;
}

/** sip.js wants a logger; what it cannot parse is left out here, as by a phone. */
const SILENT = { log() {}, debug() {}, warn() {}, error() {} } as unknown as Parameters<
  typeof Core.Parser.parseMessage
>[1];

/** undefined for what is no SIP message. */
export function readMessage(logged: LoggedMessage): SipMessage | undefined {
  const parsed = Core.Parser.parseMessage(logged.raw, SILENT);
  if (!parsed) return undefined;
  const header = (name: string): string | undefined => parsed.getHeader(name)?.trim();
  return {
    direction: logged.direction,
    at: logged.at,
    ...(parsed instanceof Core.IncomingRequestMessage ? { method: parsed.method } : {}),
    ...(parsed instanceof Core.IncomingResponseMessage ? { status: parsed.statusCode ?? 0 } : {}),
    callId: parsed.callId,
    cseqMethod: header('CSeq')?.split(' ')[1] ?? '',
    from: { user: parsed.from?.uri.user ?? '', display: unquote(parsed.from?.displayName ?? '') },
    viaHost: parsed.via?.host ?? '',
    header,
    body: parsed.body ?? '',
  };
}

/** In a quoted string a backslash stands before what is to be taken as it is (RFC 3261, 25.1). */
function unquote(quoted: string): string {
  return quoted.replace(/\\(.)/gs, '$1');
}
