import { form } from './form.ts';
import { NATIONAL } from './words.ts';

/** Whose calls a tenant does not want. */
export const callsSchema = {
  type: 'object',
  description: '受けない電話。書かなければすべて受ける。 / Calls that are not taken; without it all are.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    block: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      description:
        '着信拒否。電話もFAXも、鳴らさずに話中とする。国内は市外局番から、海外は + と国番号から。引用符で囲む。 / Callers who are told that the line is busy, on phone and fax numbers, and nobody is rung. Japanese numbers as dialled inside Japan, others with a plus; in quotes.',
      items: {
        type: 'string',
        // As parseCallerNumber.
        pattern: `^(?:${NATIONAL}|\\+(?!8-?1)[1-9](?:-?[0-9]){6,14})$`,
        ...form(
          'a number as dialled inside Japan, such as "03-1234-5678", or one from abroad with its country’s code, "+1-212-555-0100"',
          '"03-1234-5678" のような国内でかける形の番号か、"+1-212-555-0100" のような国番号つきの海外の番号',
        ),
        examples: ['03-1234-5678', '+1-212-555-0100'],
      },
    },
    refuseWithheld: {
      type: 'boolean',
      default: false,
      description:
        '非通知拒否。受付時間内に非通知でかけた人に、186 をつけてかけ直すよう案内する。公衆電話や通知できない回線、FAX番号は対象外。 / Whoever withholds the number is asked, within opening hours, to call again with 186 in front. Not for payphones, lines that cannot show a number, and fax numbers.',
    },
  },
} as const;
