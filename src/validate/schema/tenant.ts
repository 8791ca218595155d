import { DAY_HOURS, DEFAULT_HOURS } from '../../domain/hours.ts';
import { IDENTITY_METHODS, RECORD_REF } from '../../domain/identity-method.ts';
import { FORWARDING_LINES } from '../../domain/lent-number.ts';
import { announcementsSchema } from './announcements.ts';
import { callsSchema } from './calls.ts';
import { form } from './form.ts';
import {
  DRAFT,
  date,
  id,
  lentNumber,
  NATIONAL,
  NUMBER_KINDS,
  SCHEMA_BASE,
  SHORT_ID,
  shortId,
  text,
  USAGE,
} from './words.ts';

/**
 * A tenant file, one value at a time. What binds values together (a forwarding number needs its line, a channel its settings) is a
 * rule, whose message can say why. Published as schema/tenant.schema.json.
 */
export const tenantSchema = {
  $schema: DRAFT,
  $id: `${SCHEMA_BASE}/tenant.schema.json`,
  title: '契約会社 / Tenant',
  description:
    '電話秘書サービスの契約会社一社分の設定。 / One client company of the telephone-secretary service.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'company', 'contract', 'numbers', 'roster', 'report'],
  properties: {
    id: id('契約会社ID。ファイル名と同じ。 / The name of the file without .yaml.', ['yamada-shoji']),
    company: {
      type: 'object',
      description: '会社。 / The company.',
      additionalProperties: false,
      required: ['name', 'kana', 'greeting'],
      properties: {
        name: text(100, '会社名。オペレーターの電話機に出る。 / Name, shown on the operator’s phone.', [
          '株式会社山田商事',
        ]),
        kana: text(100, '会社名の読み。 / Reading of the name.', ['ヤマダショウジ']),
        greeting: text(200, '電話に出るときの言葉。 / What the operator says when answering.', [
          'お電話ありがとうございます。山田商事でございます。',
        ]),
        address: text(200, '所在地。番号種別の提案に使う。 / Address; the advice of 03 or 050 follows it.', [
          '東京都港区芝公園1-1-1',
        ]),
      },
    },
    contract: {
      type: 'object',
      description: '契約。日付はすべて日本時間。 / The contract; days are Japan’s, both ends included.',
      additionalProperties: false,
      required: ['starts'],
      properties: {
        starts: date('契約開始日。 / First day.'),
        ends: date('契約終了日。書かなければ継続中。 / Last day; open without it.'),
        suspended: {
          type: 'object',
          description: '利用停止。 / Suspension, such as at the request of the police.',
          additionalProperties: false,
          required: ['since', 'reason'],
          properties: {
            since: date('停止日。 / First day of the suspension.'),
            reason: {
              type: 'string',
              pattern: '^[a-z][a-z0-9-]{0,39}$',
              ...form(
                'a short reason of a-z, 0-9 and -, such as police-request',
                'a-z、0-9、- の短い符号（police-request など）',
              ),
              description: '停止理由。短い符号で、個人情報は書かない。 / A code word, no personal data.',
              examples: ['police-request', 'unpaid'],
            },
          },
        },
        identityCheck: {
          type: 'object',
          description:
            '本人確認（犯罪収益移転防止法）。記録そのものは置かない。 / A reference to the record, never the record.',
          additionalProperties: false,
          required: ['method', 'verifiedOn', 'recordRef'],
          properties: {
            method: { enum: [...IDENTITY_METHODS], description: '確認方法。 / Method.' },
            verifiedOn: date('確認日。 / Day of the verification.'),
            recordRef: {
              type: 'string',
              pattern: RECORD_REF,
              ...form(
                '1 to 64 characters of A-Z, a-z, 0-9 and . _ / -',
                'A-Z、a-z、0-9 と . _ / - の 1 〜 64 文字',
              ),
              description: '記録の参照番号。 / Where the record is found.',
              examples: ['KYC-2026-0412'],
            },
          },
        },
      },
    },
    numbers: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      description: '貸し出す番号。 / Lent numbers.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['number', 'type', 'usage'],
        properties: {
          number: lentNumber('貸し出す番号。引用符で囲む。 / The lent number, in quotes.'),
          type: {
            type: 'string',
            enum: ['03', '050'],
            description: '番号種別。引用符で囲む。 / Number type, in quotes.',
          },
          kind: { enum: NUMBER_KINDS, default: 'phone', description: '電話かFAXか。 / Phone or fax.' },
          usage: USAGE,
          forwardedFrom: {
            type: 'object',
            description:
              '転送元の電話（電話転送利用のみ）。 / The tenant’s own line that forwards (forwarding only).',
            additionalProperties: false,
            required: ['number', 'line'],
            properties: {
              number: {
                type: 'string',
                pattern: `^${NATIONAL}$`,
                ...form(
                  'a Japanese number with its area code, as dialled inside Japan: 10 digits such as 06-6123-4567, or 11 such as 090-1234-5678',
                  '市外局番からの国内の番号（06-6123-4567 のような 10 桁か、090-1234-5678 のような 11 桁）',
                ),
                description:
                  '契約会社自身の番号。0120 ではなく基番号。 / Its own number; of a freephone the base number.',
                examples: ['06-6123-4567'],
              },
              line: {
                enum: [...FORWARDING_LINES],
                description: '回線の種類。 / The kind of line.',
              },
            },
          },
          starts: date('利用開始日。書かなければ契約と同じ。 / First day; the contract’s without it.'),
          ends: date('利用終了日。書かなければ契約と同じ。 / Last day; the contract’s without it.'),
        },
      },
    },
    roster: {
      type: 'array',
      maxItems: 200,
      description: '社員名簿。先頭が責任者。 / Staff in order; the first is the person in charge.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'name', 'kana'],
        properties: {
          id: shortId('宛先の + の後ろに使う符号。 / Used after + in report addresses.', ['yamada']),
          name: text(60, '氏名。 / Name.', ['山田 太郎']),
          kana: text(60, '氏名の読み。 / Reading.', ['ヤマダ タロウ']),
          title: text(60, '役職。 / Title.', ['代表取締役']),
          department: text(60, '部署。 / Department.', ['営業部']),
          email: {
            type: 'string',
            maxLength: 254,
            // a..b@docomo.ne.jp and a.@docomo.ne.jp exist. What could mean something to a mail system or a map is left out.
            pattern:
              "^[A-Za-z0-9_][A-Za-z0-9._+=&'?-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}$",
            ...form(
              'one mail address such as taro@yamada.example, without blanks, quotes, commas or pipes',
              'taro@yamada.example のようなメールアドレス一つ（空白・引用符・コンマ・縦線は使えません）',
            ),
            description:
              '受電報告の宛先。なければ責任者に送る。 / Where reports go; without it, to the first in the roster.',
            examples: ['taro@yamada.example'],
          },
        },
      },
    },
    report: {
      type: 'object',
      description:
        '受電報告。メールか Chatwork のどちらか一方。 / How reports are sent: mail or Chatwork, never both.',
      additionalProperties: false,
      required: ['channel'],
      properties: {
        channel: { enum: ['mail', 'chatwork'], description: '報告の方法。 / The channel.' },
        to: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          uniqueItems: true,
          description:
            '指定の送り先（メールのみ）。named は名指しされた人。 / The specified destination (mail only); named: the person asked for.',
          items: {
            type: 'string',
            pattern: SHORT_ID,
            ...form('"named" or an id of the roster', '"named" か名簿の id'),
            examples: ['named', 'yamada'],
          },
        },
        chatwork: {
          type: 'object',
          description: 'Chatwork のルーム（Chatwork のみ）。 / The room (Chatwork only).',
          additionalProperties: false,
          required: ['room'],
          properties: {
            room: text(255, 'ルーム名。 / Name of the room.', ['山田商事様 受電報告']),
            roomId: {
              type: 'integer',
              minimum: 1,
              maximum: Number.MAX_SAFE_INTEGER,
              description: '既存のルームを使うときの番号。 / An existing room that is adopted.',
              examples: [123456789],
            },
            members: {
              type: 'array',
              maxItems: 500,
              description: '参加者。 / Members.',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['accountId', 'role'],
                properties: {
                  accountId: {
                    type: 'integer',
                    minimum: 1,
                    maximum: Number.MAX_SAFE_INTEGER,
                    description: 'Chatwork のアカウントID。 / Chatwork account.',
                    examples: [1001],
                  },
                  role: { enum: ['admin', 'member', 'readonly'], description: '権限。 / Role.' },
                },
              },
            },
            invite: {
              type: 'boolean',
              default: false,
              description: '招待リンクを作るか。 / Whether people join by an invitation link.',
            },
          },
        },
      },
    },
    calls: callsSchema,
    announcements: announcementsSchema,
    hours: {
      type: 'object',
      description:
        '受付時間。書かなければ平日 9:00–18:00。日曜は休日扱い。 / Opening hours; Sundays are holidays.',
      additionalProperties: false,
      properties: {
        weekdays: hours('平日。 / Weekdays.', DEFAULT_HOURS.weekdays),
        saturdays: hours('土曜。 / Saturdays.', DEFAULT_HOURS.saturdays),
        holidays: hours('日曜と祝日。 / Sundays and holidays.', DEFAULT_HOURS.holidays),
      },
    },
  },
} as const;

function hours(description: string, byDefault: string) {
  return {
    type: 'string',
    pattern: DAY_HOURS,
    ...form(
      'closed, or "HH:MM-HH:MM" such as "09:00-18:00" (to 24:00)',
      'closed か、"09:00-18:00" のような "HH:MM-HH:MM"（24:00 まで）',
    ),
    default: byDefault,
    description,
    examples: ['09:00-18:00', 'closed'],
  };
}
