import type { Language } from '../domain/language.ts';

/** What a new tenant's file says of itself. */
export const WORDS = {
  ja: {
    comments: {
      contract:
        '日付は日本時間。終了日（ends）は決まったら書く。ファイルは番号の隔離期間が終わるまで消さない',
      numbers: '番号を増やすときは行を足す。一つの番号の利用方法は一つだけ',
      roster: '先頭が責任者。メールアドレスのない人あての報告は責任者に届く',
      mail: '報告はメール。to を書けば、いつもその人たちに届く（同時に3名まで無料、4人目から1名月額220円）',
      chatwork: '報告はChatwork（月額550円）。ルームの参加者全員が読む',
      hours: '日曜は休日扱い',
    },
  },
  en: {
    comments: {
      contract:
        'Days are Japan’s. Write ends once it is known; the file stays until its numbers are out of quarantine',
      numbers: 'A line for each number; one number has one usage',
      roster: 'The first is the person in charge, who also gets reports for people without an address',
      mail: 'Reports by mail. With to they always go there (three at the same time are free, each beyond costs 220 yen a month)',
      chatwork: 'Reports by Chatwork (550 yen a month). Everybody in the room reads them',
      hours: 'Sundays are holidays',
    },
  },
} as const satisfies Record<Language, unknown>;
