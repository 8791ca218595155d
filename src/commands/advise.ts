import { Flags } from '@oclif/core';
import { spoken } from '../domain/language.ts';
import { FORWARDING_LINES, type UsageMode } from '../domain/lent-number.ts';
import { ADVICE_CAVEAT, adviseNumber, TEST_LINES } from '../domain/number-advice.ts';
import { Problem } from '../domain/problem.ts';
import { chargesFor, chargeText } from './_advice/charges.ts';
import { BaseCommand, formatFlag } from './base.ts';
import { printableJson } from './format/printable.ts';

const FREE = {
  en: 'Calls cost the customer nothing: the caller pays.',
  ja: '契約会社に通話料はかかりません。かけた人が払います。',
};

/** For the talk with a customer, before there is a file. */
export default class Advise extends BaseCommand {
  static override summary = 'Advise 03 or 050, with the reason and what calls cost';
  static override description =
    'Displayed numbers: by the address. Forwarding: by the line that forwards, for which the customer pays. Prices for three minutes, tax included.';
  static override examples = [
    '<%= config.bin %> advise --usage displayed --address 東京都港区芝公園1-1-1',
    '<%= config.bin %> advise --usage forwarding --line ntt-fixed --calls 120 --minutes 4',
  ];
  static override flags = {
    usage: Flags.option({
      description: 'is the number printed on cards, or does the customer’s own line forward to it',
      options: ['displayed', 'forwarding'] as const satisfies readonly UsageMode[],
      required: true,
    })(),
    address: Flags.string({ description: 'the customer’s address, for a displayed number' }),
    line: Flags.option({ description: 'the line that forwards', options: FORWARDING_LINES })(),
    calls: Flags.integer({ description: 'calls a month, for an estimate', min: 1, max: 1_000_000 }),
    minutes: Flags.integer({ description: 'length of a call in minutes', default: 3, min: 1, max: 1_440 }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Advise);
    const { usage, address, line, calls, minutes } = flags;
    const advice = adviseNumber(usage, { ...(address ? { address } : {}), ...(line ? { line } : {}) });
    if (!advice) throw unknown(usage);
    const charges = usage === 'forwarding' && line ? chargesFor(line, calls, minutes) : [];
    const { language } = this;
    const lines = [
      { en: `${advice.type}: ${advice.why.en}.`, ja: `${advice.type}: ${advice.why.ja}。` },
      ...(usage === 'displayed' ? [FREE] : charges.map((charge) => chargeText(charge, calls, minutes))),
      {
        en: `Both sound the same: ${TEST_LINES['03']} reaches an 03 number, ${TEST_LINES['050']} a 050 number. Note: ${ADVICE_CAVEAT.en}.`,
        ja: `音質は同じです。${TEST_LINES['03']} は 03 の番号に、${TEST_LINES['050']} は 050 の番号につながります。なお、${ADVICE_CAVEAT.ja}。`,
      },
    ].map((line) => line[language]);
    this.print(flags.format, {
      text: () => lines.join('\n'),
      json: () => {
        const answer = { ok: true, ...advice, charges, testLines: TEST_LINES, caveat: ADVICE_CAVEAT };
        return printableJson(spoken(answer, language));
      },
      markdown: () => lines.map((text) => `- ${text}`).join('\n'),
    });
  }
}

function unknown(usage: UsageMode): Problem {
  return usage === 'displayed'
    ? new Problem(
        'advice-address-needed',
        {
          en: 'it cannot be told from this whether the address is inside Tokyo’s 23 wards',
          ja: 'これでは所在地が東京 23 区内かどうか分かりません',
        },
        {
          en: 'give --address with prefecture and ward or city, such as 東京都港区…',
          ja: '東京都港区… のように、都道府県と市区町村から --address を書いてください',
        },
      )
    : new Problem(
        'advice-line-needed',
        {
          en: 'what is advised follows from the line that forwards',
          ja: 'お勧めは転送元の回線の種類によります',
        },
        {
          en: `give --line: ${FORWARDING_LINES.join(', ')}`,
          ja: `--line を書いてください: ${FORWARDING_LINES.join(', ')}`,
        },
      );
}
