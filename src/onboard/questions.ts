import type { Parsed } from '../domain/brand.ts';
import { DAY_HOURS, DEFAULT_HOURS } from '../domain/hours.ts';
import { ENDING_METHODS, IDENTITY_METHODS, RECORD_REF } from '../domain/identity-method.ts';
import { parseTenantId } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';
import {
  type ForwardingLine,
  formatLentNumber,
  type NumberType,
  parseLentNumber,
  parseNationalNumber,
  type UsageMode,
} from '../domain/lent-number.ts';
import { type LocalDate, parseLocalDate } from '../domain/local-date.ts';
import { adviseNumber } from '../domain/number-advice.ts';
import { freeNumbers } from '../model/free-numbers.ts';
import type { NumberInventory } from '../model/number-inventory.ts';
import type { Answers } from './answers.ts';
import { usualGreeting, usualRoom } from './usual.ts';

type Words = Text;
/** What is asked as one word or line. */
export type AnswerName = Exclude<keyof Answers, 'people' | 'to'>;
/** What has been answered so far, as text. */
export type SoFar = { readonly [K in AnswerName]?: string };

/** What is known before anything is asked. */
export interface Known {
  today: LocalDate;
  inventory: NumberInventory;
  /** Tenants that there are. */
  ids: ReadonlySet<string>;
}

/** One thing that is asked of a new tenant; its name is also its flag's. */
export interface Question {
  name: AnswerName;
  ask: Words;
  choices?: readonly { value: string; words: Words }[];
  /** Whether it is asked at all. */
  when?(so: SoFar): boolean;
  /** May be left out. */
  optional?: true;
  /** Not asked on a terminal: a flag alone, or what is proposed. */
  quiet?: true;
  /** What most would answer. */
  propose?(so: SoFar, known: Known): string | undefined;
  /** How it is to be written; undefined: it is. */
  refuse?(text: string, so: SoFar, known: Known): Words | undefined;
}

const forwarding = (so: SoFar): boolean => so.usage === 'forwarding';
const chatwork = (so: SoFar): boolean => so.channel === 'chatwork';

const METHOD_NAMES: Record<(typeof IDENTITY_METHODS)[number], string> = {
  'ic-chip': '本人確認書類のICチップ',
  jpki: '公的個人認証',
  'in-person': '対面',
  'company-register': '登記情報と転送不要郵便',
  'original-by-post': '書類の原本の郵送と転送不要郵便',
  'document-image': '書類と顔の画像',
  'copy-by-post': '書類の写しの郵送と転送不要郵便',
};

/** In the order in which they are asked: what one proposes follows from those before. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'id',
    ask: { ja: '契約会社ID（ファイル名になる）', en: 'Id of the tenant, the name of its file' },
    refuse(text, _, { ids }) {
      if (ids.has(text))
        return { ja: '別のIDを。その会社はもうある', en: 'another one: that tenant is there already' };
      return form(parseTenantId, {
        ja: '3〜32文字の a-z 0-9 - で。先頭と末尾は英数字',
        en: '3 to 32 characters of a-z, 0-9 and -',
      })(text);
    },
  },
  { name: 'name', ask: { ja: '会社名', en: 'Name of the company' }, refuse: line },
  {
    name: 'kana',
    ask: { ja: '会社名の読み（カタカナ）', en: 'Reading of the name, in katakana' },
    refuse: line,
  },
  {
    name: 'greeting',
    ask: { ja: '電話に出るときの言葉', en: 'What the operator says when answering' },
    propose: ({ name = '' }) => usualGreeting(name),
    refuse: line,
  },
  {
    name: 'address',
    ask: { ja: '所在地（なければ空のまま）', en: 'Address, or nothing' },
    optional: true,
    refuse: line,
  },
  {
    name: 'starts',
    ask: { ja: '契約開始日', en: 'First day of the contract' },
    propose: (_, { today }) => today,
    refuse: day,
  },
  {
    name: 'ends',
    ask: { ja: '契約終了日（決まっていなければ空のまま）', en: 'Last day, or nothing' },
    optional: true,
    quiet: true,
    refuse: day,
  },
  {
    name: 'usage',
    ask: { ja: '番号の利用方法', en: 'How the number is used' },
    choices: [
      {
        value: 'forwarding',
        words: {
          ja: '電話転送利用：今の番号にかかった電話を転送していただく',
          en: 'forwarding: the tenant’s own line forwards to it',
        },
      },
      {
        value: 'displayed',
        words: {
          ja: '番号表記利用：貸し出す番号を名刺やウェブサイトに載せていただく',
          en: 'displayed: printed on cards, called directly',
        },
      },
    ],
  },
  {
    name: 'forwarded-from',
    ask: { ja: '転送元の電話番号', en: 'The number that forwards' },
    when: forwarding,
    refuse: form(parseNationalNumber, {
      ja: '市外局番から。例 06-6123-4567。0120 ではなく基番号',
      en: 'with its area code, such as 06-6123-4567; of a freephone the base number',
    }),
  },
  {
    name: 'line',
    ask: { ja: '転送元の回線', en: 'The line that forwards' },
    when: forwarding,
    choices: [
      { value: 'ntt-fixed', words: { ja: 'NTTの固定電話', en: 'fixed line of NTT' } },
      { value: 'optical', words: { ja: '光電話', en: 'optical line' } },
      { value: 'ip-phone', words: { ja: 'IP電話', en: 'IP phone' } },
      {
        value: 'ntt-com-050',
        words: { ja: 'NTTコミュニケーションズの050', en: '050 of NTT Communications' },
      },
      { value: 'other', words: { ja: 'その他', en: 'other' } },
    ],
  },
  {
    name: 'type',
    ask: { ja: '番号種別', en: 'Type of number' },
    choices: [
      { value: '03', words: { ja: '03', en: '03' } },
      { value: '050', words: { ja: '050', en: '050' } },
    ],
    propose: (so) => adviceOf(so)?.type,
  },
  {
    name: 'kind',
    ask: { ja: '電話かFAXか', en: 'For calls or for faxes' },
    quiet: true,
    choices: [
      { value: 'phone', words: { ja: '電話', en: 'phone' } },
      { value: 'fax', words: { ja: 'FAX', en: 'fax' } },
    ],
    propose: () => 'phone',
  },
  {
    name: 'number',
    ask: { ja: '貸し出す番号', en: 'The lent number' },
    propose: nextNumber,
    refuse: form(parseLentNumber, {
      ja: '03-XXXX-XXXX か 050-XXXX-XXXX',
      en: 'an 03 or 050 number such as 03-5000-0001',
    }),
  },
  {
    name: 'channel',
    ask: { ja: '受電報告の方法', en: 'How calls are reported' },
    choices: [
      { value: 'mail', words: { ja: 'メール（3名まで無料）', en: 'mail (up to three recipients are free)' } },
      { value: 'chatwork', words: { ja: 'Chatwork（月額550円）', en: 'Chatwork (550 yen a month)' } },
    ],
  },
  {
    name: 'room',
    ask: { ja: 'Chatworkのルーム名', en: 'Name of the Chatwork room' },
    when: chatwork,
    propose: ({ name = '' }) => usualRoom(name),
    refuse: line,
  },
  {
    name: 'room-id',
    ask: { ja: '既存のルームの番号', en: 'Number of an existing room' },
    when: chatwork,
    optional: true,
    quiet: true,
    refuse: (text) =>
      /^[1-9]\d{0,15}$/.test(text) ? undefined : { ja: 'ルームの番号（数字）', en: 'a room’s number' },
  },
  {
    name: 'invite',
    ask: { ja: '招待リンクで参加していただくか', en: 'Do people join by an invitation link' },
    when: chatwork,
    choices: [
      { value: 'yes', words: { ja: 'はい', en: 'yes' } },
      { value: 'no', words: { ja: 'いいえ', en: 'no' } },
    ],
    propose: () => 'yes',
  },
  {
    name: 'identity-method',
    ask: { ja: '本人確認の方法', en: 'How the identity was verified' },
    choices: IDENTITY_METHODS.map((value) => ({
      value,
      words: {
        ja: `${METHOD_NAMES[value]}${ENDING_METHODS.has(value) ? '（2027-03-31まで）' : ''}`,
        en: `${value}${ENDING_METHODS.has(value) ? ' (to 2027-03-31)' : ''}`,
      },
    })),
  },
  {
    name: 'identity-on',
    ask: { ja: '本人確認の日（契約開始日まで）', en: 'Day of the verification, before the start' },
    propose: (so, { today }) => (so.starts !== undefined && so.starts < today ? so.starts : today),
    refuse(text, so) {
      if (so.starts !== undefined && text > so.starts)
        return {
          ja: `契約開始日（${so.starts}）より後にはできない`,
          en: `not after the start, ${so.starts}`,
        };
      return day(text);
    },
  },
  {
    name: 'identity-ref',
    ask: { ja: '本人確認記録の参照番号', en: 'Reference of the record' },
    refuse: (text) =>
      new RegExp(RECORD_REF).test(text)
        ? undefined
        : { ja: '英数字と . _ / - で。例 KYC-2026-0412', en: 'such as KYC-2026-0412' },
  },
  hours('weekdays', { ja: '平日の受付時間', en: 'Hours on weekdays' }),
  hours('saturdays', { ja: '土曜の受付時間', en: 'Hours on Saturdays' }),
  hours('holidays', { ja: '日曜・祝日の受付時間', en: 'Hours on Sundays and holidays' }),
];

/** The advice of 03 or 050 by what has been answered; undefined: it cannot be told. */
export function adviceOf({ usage, address, line: by }: SoFar) {
  if (usage === undefined) return undefined;
  return adviseNumber(usage as UsageMode, {
    ...(address ? { address } : {}),
    ...(by ? { line: by as ForwardingLine } : {}),
  });
}

function nextNumber({ type, kind, starts }: SoFar, { inventory, today }: Known): string | undefined {
  const wanted = {
    ...(type === undefined ? {} : { type: type as NumberType }),
    kind: kind === 'fax' ? ('fax' as const) : ('phone' as const),
    starts: (starts ?? today) as LocalDate,
  };
  for (const number of freeNumbers(inventory, wanted)) return formatLentNumber(number);
  return undefined;
}

function line(text: string): Words | undefined {
  return /^\S(?:.{0,198}\S)?$/u.test(text)
    ? undefined
    : { ja: '一行で。前後に空白を入れない', en: 'one line, without blanks at its ends' };
}

function day(text: string): Words | undefined {
  return form(parseLocalDate, { ja: '実在する日付を YYYY-MM-DD で', en: 'a date that exists, YYYY-MM-DD' })(
    text,
  );
}

function form(parse: (text: string) => Parsed<unknown>, words: Words): (text: string) => Words | undefined {
  return (text) => (parse(text).ok ? undefined : words);
}

function hours(name: keyof typeof DEFAULT_HOURS, ask: Words): Question {
  return {
    name,
    ask,
    propose: () => DEFAULT_HOURS[name],
    refuse: (text) =>
      new RegExp(DAY_HOURS).test(text)
        ? undefined
        : { ja: 'HH:MM-HH:MM か closed', en: 'HH:MM-HH:MM, or closed' },
  };
}
