import type { ForwardingLine, NumberKind, NumberType, UsageMode } from '../domain/lent-number.ts';

/** What is asked of a new tenant: each by its flag's name. Lists are made of words, as a shell gives them. */
export interface Answers {
  id: string;
  name: string;
  kana: string;
  greeting: string;
  address?: string;
  starts: string;
  ends?: string;
  usage: UsageMode;
  /** Forwarding alone. */
  'forwarded-from'?: string;
  line?: ForwardingLine;
  type: NumberType;
  kind: NumberKind;
  number: string;
  people: readonly PersonAnswer[];
  channel: 'mail' | 'chatwork';
  /** The specified destination; mail alone. */
  to?: readonly string[];
  /** Chatwork alone. */
  room?: string;
  'room-id'?: number;
  invite?: boolean;
  'identity-method': string;
  'identity-on': string;
  'identity-ref': string;
  weekdays: string;
  saturdays: string;
  holidays: string;
}

export interface PersonAnswer {
  id: string;
  name: string;
  kana: string;
  title?: string;
  department?: string;
  email?: string;
}
