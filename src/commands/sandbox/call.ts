import { Args, Flags } from '@oclif/core';
import { parseLentNumber } from '../../domain/lent-number.ts';
import { Problem } from '../../domain/problem.ts';
import { readCard } from '../../sandbox/calls/card.ts';
import { withPhones } from '../../sandbox/calls/session.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';
import { printCalls } from './_shared/print-call.ts';

const HEAD = {
  en: ['node', 'outcome', 'status', 'operator', 'display'],
  ja: ['ノード', '結果', '応答', 'オペレーター', '表示'],
};

/** A real SIP call from the carrier's address, on every node, with the operators' phones on. */
export default class SandboxCall extends BaseCommand {
  static override summary = 'Place a test call through each edge, and show what the operator sees';
  static override description =
    'Switches on a phone for each operator, calls the number as the carrier does, and prints for each edge who or what answered, what the ' +
    "operator's phone showed, the headers that it got, and the operator card.";
  static override examples = [
    '<%= config.bin %> sandbox call 03-5000-0001',
    '<%= config.bin %> sandbox call +815010000001 --from 0312345678 --format json',
  ];
  static override args = {
    number: Args.string({ description: 'the lent number, as people or carriers write it', required: true }),
  };
  static override flags = {
    ...sandboxFlags,
    from: Flags.string({ description: "the caller's number", helpValue: 'CALLER' }),
    'forwarded-from': Flags.string({
      description: 'the number whose line forwards the call',
      helpValue: 'NUMBER',
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SandboxCall);
    const { stack, home } = await openSandbox(flags.stack);
    const call = {
      number: dialled(args.number),
      ...(flags.from === undefined ? {} : { from: digits('--from', flags.from) }),
      ...(flags['forwarded-from'] === undefined
        ? {}
        : { forwardedFrom: digits('--forwarded-from', flags['forwarded-from']) }),
    };
    const results = await withPhones(stack, home, ({ place }) => place([call]));
    const calls = await Promise.all(
      results.map(async (result) => {
        const cardText = result.phone?.card === undefined ? undefined : await readCard(result.phone.card);
        return { ...result, ...(cardText === undefined ? {} : { cardText }) };
      }),
    );
    this.print(flags.format, {
      text: () => printCalls(calls, this.language),
      json: () => printableJson(calls),
      markdown: () =>
        table(
          HEAD[this.language],
          calls.map((c) => [
            c.node,
            c.outcome,
            String(c.status),
            c.phone?.operator ?? '',
            c.phone?.display ?? '',
          ]),
        ),
    });
  }
}

/** As it was written, without hyphens: the forms of carriers are part of what is tried. Any digits may be dialled, also no lent number. */
function dialled(text: string): string {
  const lent = parseLentNumber(text);
  return lent.ok && text.includes('-') && !text.startsWith('+') ? lent.value : digits('NUMBER', text);
}

function digits(name: string, text: string): string {
  const bare = text.replaceAll('-', '');
  if (/^\+?\d{3,20}$/.test(bare)) return bare;
  throw new Problem(
    'bad-number',
    { en: `${name} cannot be “${text}”`, ja: `${name} に “${text}” は使えません` },
    {
      en: 'write a number, such as 03-5000-0001 or +81350000001',
      ja: '03-5000-0001 や +81350000001 のような番号を書いてください',
    },
  );
}
