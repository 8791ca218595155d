import { form } from './form.ts';
import { NATIONAL, text } from './words.ts';

/** `denwaban:company` of a stack's file: who customers' papers are from. */
export const companySchema = {
  type: 'object',
  description:
    '自社。お客様へのご案内（denwaban docs）に差出人と問い合わせ先として載る。 / The service company, as customers’ papers name it.',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: text(100, '会社名。 / Its name.', ['株式会社でんわばん']),
    phone: {
      type: 'string',
      pattern: `^${NATIONAL}$`,
      ...form(
        'a Japanese number with its area code, such as 03-6123-0001',
        '03-6123-0001 のような、市外局番からの番号',
      ),
      description: '問い合わせの電話番号。 / Where customers call.',
      examples: ['03-6123-0001'],
    },
    email: {
      type: 'string',
      maxLength: 254,
      pattern: "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$",
      ...form('an e-mail address', 'メールアドレス'),
      description: '問い合わせのメールアドレス。 / Where customers write.',
      examples: ['support@denwaban.example'],
    },
    hours: text(100, '問い合わせの受付時間。 / When somebody is there.', ['平日 9:00〜18:00']),
    logo: {
      type: 'string',
      pattern: '^(?!/)(?!.*(?:^|/)\\.\\.(?:/|$))[A-Za-z0-9._/-]{1,200}\\.(?:svg|png)$',
      ...form(
        'an .svg or .png file below the project, without ..',
        'プロジェクト内の .svg か .png のファイル（ .. を使わない）',
      ),
      description:
        'ロゴの画像（SVG・PNG）。プロジェクトからの相対パス。 / The logo, relative to the project.',
      examples: ['stacks/logo.svg'],
    },
  },
} as const;
