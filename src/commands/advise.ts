import { Flags } from '@oclif/core';
import { FORWARDING_LINES, type NumberType, type UsageMode } from '../domain/lent-number.ts';
import { ADVICE_CAVEAT, adviseNumber } from '../domain/number-advice.ts';
import { Problem } from '../domain/problem.ts';
import { chargesFor, chargeText } from './_advice/charges.ts';
import { BaseCommand, formatFlag } from './base.ts';
import { printableJson } from './format/printable.ts';

/** Numbers on which a customer can hear both types; the sound is the same. Source: the company's guide. */
const TEST_LINES: Record<NumberType, string> = { '03': '0120-170-335', '050': '0120-170-336' };

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
    const lines = [
      `${advice.type}: ${advice.why}.`,
      ...(usage === 'displayed'
        ? ['Calls cost the customer nothing: the caller pays.']
        : charges.map((charge) => chargeText(charge, calls, minutes))),
      `Both sound the same: ${TEST_LINES['03']} reaches an 03 number, ${TEST_LINES['050']} a 050 number. Note: ${ADVICE_CAVEAT}.`,
    ];
    this.print(flags.format, {
      text: () => lines.join('\n'),
      json: () =>
        printableJson({ ok: true, ...advice, charges, testLines: TEST_LINES, caveat: ADVICE_CAVEAT }),
      markdown: () => lines.map((text) => `- ${text}`).join('\n'),
    });
  }
}

function unknown(usage: UsageMode): Problem {
  return usage === 'displayed'
    ? new Problem(
        'advice-address-needed',
        'it cannot be told from this whether the address is inside Tokyo’s 23 wards',
        'give --address with prefecture and ward or city, such as 東京都港区…',
      )
    : new Problem(
        'advice-line-needed',
        'what is advised follows from the line that forwards',
        `give --line: ${FORWARDING_LINES.join(', ')}`,
      );
}
