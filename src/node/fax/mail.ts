import { DateTime } from 'luxon';
import type { SendMailOptions } from 'nodemailer';
import { formatLentNumber } from '../../domain/lent-number.ts';
import { ZONE } from '../../domain/local-date.ts';
import { FAX_HEADER } from '../gateway/fax.ts';
import type { FaxDocument } from './document.ts';
import type { SpooledFax } from './spool.ts';

/**
 * The report of a fax to its tenant's report address. Sent twice it is the same mail, by its Message-ID.
 * @param domain REPORT_DOMAIN
 */
export function faxMail(
  fax: Pick<SpooledFax, 'tenant' | 'number' | 'call' | 'begin' | 'end' | 'began'>,
  document: FaxDocument | undefined,
  domain: string,
): SendMailOptions & { envelope: { from: string; to: string } } {
  const sender = `reports@${domain}`;
  const to = `${fax.tenant}@${domain}`;
  const at = DateTime.fromSeconds(fax.begin?.at ?? fax.began / 1000, { zone: ZONE });
  return {
    envelope: { from: sender, to },
    from: { name: 'FAX受信', address: sender },
    to,
    messageId: `<fax.${fax.call}@${domain}>`,
    headers: { [FAX_HEADER]: fax.call, 'Auto-Submitted': 'auto-generated' },
    subject: subject(fax, document),
    text: `${text(fax, document, at.toFormat('yyyy年M月d日 H時mm分'))}\n`,
    ...(document
      ? {
          attachments: [
            {
              filename: `fax-${fax.number}-${at.toFormat('yyyyMMdd-HHmm')}.${document.ending}`,
              contentType: document.type,
              content: document.content,
            },
          ],
        }
      : {}),
  };
}

type Facts = Parameters<typeof faxMail>[0];

const WORDS = {
  complete: { title: 'FAX', first: 'FAXを受信しました。' },
  partial: {
    title: 'FAX 途中まで',
    first: 'FAXを受信しましたが、途中で終わりました。届いたページのみ添付します。',
  },
  failed: { title: 'FAX 受信失敗', first: 'FAXの着信がありましたが、1ページも受信できませんでした。' },
};

function outcome({ end }: Pick<Facts, 'end'>, document: FaxDocument | undefined): keyof typeof WORDS {
  if (!document) return 'failed';
  // Fewer pages in the file than were confirmed: some got lost here, and nobody may think that these are all.
  const lost = document.pages !== undefined && document.pages < (end?.pages ?? 0);
  return end?.success && !lost ? 'complete' : 'partial';
}

function subject(fax: Facts, document: FaxDocument | undefined): string {
  const { title } = WORDS[outcome(fax, document)];
  const whose = [fax.begin?.company ?? fax.tenant, formatLentNumber(fax.number)];
  return [`[${title}]`, ...whose, ...(document?.pages === undefined ? [] : [`${document.pages}枚`])].join(
    ' ',
  );
}

function text(fax: Facts, document: FaxDocument | undefined, time: string): string {
  const how = outcome(fax, document);
  const facts = [
    ['受信日時', time],
    ['受信番号', formatLentNumber(fax.number)],
    ['発信番号', fax.begin?.caller ?? '非通知'],
    ...(fax.end?.station
      ? [['相手機の表示', `${fax.end.station}（相手が名乗るもので、確認されていません）`]]
      : []),
    ['枚数', document ? `${document.pages ?? '不明'}${document.pages === undefined ? '' : '枚'}` : '0枚'],
    ['結果', how === 'complete' ? '正常' : cause(fax)],
  ];
  const notes = [
    ...(document?.ending === 'tif'
      ? ['PDFにできなかったため、受信したままの形式（TIFF）で添付します。']
      : []),
    ...(how === 'complete' ? [] : ['必要な場合は、送信元に再送をご依頼ください。']),
  ];
  return [
    WORDS[how].first,
    '',
    ...facts.map(([what, value]) => `${what}：${value}`),
    ...(notes.length ? ['', ...notes] : []),
  ].join('\n');
}

/** As Asterisk says it before the machines have found each other, and as spandsp does later. */
const HUNG_UP: ReadonlySet<string> = new Set(['HANGUP', 'The call dropped prematurely']);

function cause({ end }: Facts): string {
  if (!end) return '通話が途中で切れました（受信側の障害）';
  if (end.success) return '保存できなかったページがあります（受信側の障害）';
  if (end.error !== undefined && HUNG_UP.has(end.error)) return '相手が途中で通話を切りました';
  return end.error === undefined ? '通信エラー' : `通信エラー（${end.error}）`;
}
