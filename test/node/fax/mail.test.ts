import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import { describe, expect, test } from 'vitest';
import type { TenantId } from '../../../src/domain/ids.ts';
import type { LentNumber } from '../../../src/domain/lent-number.ts';
import type { FaxDocument } from '../../../src/node/fax/document.ts';
import { faxMail } from '../../../src/node/fax/mail.ts';

const fax = {
  tenant: 'yamada-shoji' as TenantId,
  number: '0350000002' as LentNumber,
  call: 'c1',
  // 10:00 in Japan.
  begin: { at: Date.parse('2027-03-01T01:00:00Z') / 1000, caller: '0312345678', company: '株式会社山田商事' },
  end: { success: true, pages: 2, error: 'OK', station: '03 1234 5678' },
  began: 0,
};
const pdf: FaxDocument = { ending: 'pdf', type: 'application/pdf', content: Buffer.from('%PDF'), pages: 2 };

/** As it goes out over the wire, and comes in again. */
async function sent(of: Parameters<typeof faxMail>[0], document?: FaxDocument) {
  const mail = faxMail(of, document, 'report.example');
  const { message } = await nodemailer
    .createTransport({ streamTransport: true, buffer: true })
    .sendMail(mail);
  return await simpleParser(message as Buffer);
}

describe('a fax that is whole', () => {
  test('is a mail to the tenant’s report address, with the pages', async () => {
    const mail = await sent(fax, pdf);
    expect(faxMail(fax, pdf, 'report.example').envelope).toEqual({
      from: 'reports@report.example',
      to: 'yamada-shoji@report.example',
    });
    expect(mail.subject).toBe('[FAX] 株式会社山田商事 03-5000-0002 2枚');
    expect(mail.messageId).toBe('<fax.c1@report.example>');
    expect(mail.attachments).toMatchObject([
      { filename: 'fax-0350000002-20270301-1000.pdf', contentType: 'application/pdf' },
    ]);
    expect(mail.text?.trim().split('\n')).toEqual([
      'FAXを受信しました。',
      '',
      '受信日時：2027年3月1日 10時00分',
      '受信番号：03-5000-0002',
      '発信番号：0312345678',
      '相手機の表示：03 1234 5678（相手が名乗るもので、確認されていません）',
      '枚数：2枚',
      '結果：正常',
    ]);
  });

  test('from a withheld number says so', async () => {
    const { caller: _, ...begin } = fax.begin;
    expect((await sent({ ...fax, begin }, pdf)).text).toContain('発信番号：非通知');
  });

  test('for a company whose name would be a header is one in its subject alone', async () => {
    const begin = { ...fax.begin, company: 'x\r\nBcc: spy@evil.example' };
    const mail = await sent({ ...fax, begin }, pdf);
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has('bcc')).toBe(false);
  });
});

describe('a fax that is not', () => {
  test.each([
    [
      'in which something went wrong',
      { end: { ...fax.end, success: false, error: 'Carrier lost' } },
      '通信エラー（Carrier lost）',
    ],
    [
      'which the sender broke off',
      { end: { success: false, pages: 0, error: 'The call dropped prematurely' } },
      '相手が途中で通話を切りました',
    ],
    ['which broke off with Asterisk', { end: undefined }, '通話が途中で切れました（受信側の障害）'],
  ])('%s is called partial, with the pages that came', async (_, more, cause) => {
    const mail = await sent({ ...fax, ...more }, { ...pdf, pages: 1 });
    expect(mail.subject).toBe('[FAX 途中まで] 株式会社山田商事 03-5000-0002 1枚');
    expect(mail.text).toContain(`結果：${cause}`);
    expect(mail.attachments).toHaveLength(1);
  });

  test('of which fewer pages are there than were confirmed is not called whole', async () => {
    const mail = await sent(fax, { ...pdf, pages: 1 });
    expect(mail.subject).toContain('[FAX 途中まで]');
    expect(mail.text).toContain('結果：保存できなかったページがあります');
  });

  test('of which nothing came is called failed', async () => {
    const mail = await sent({ ...fax, end: { success: false, pages: 0 } });
    expect(mail.subject).toBe('[FAX 受信失敗] 株式会社山田商事 03-5000-0002');
    expect(mail.text).toContain(
      '枚数：0枚\n結果：通信エラー\n\n必要な場合は、送信元に再送をご依頼ください。',
    );
    expect(mail.attachments).toEqual([]);
  });

  test('of which no PDF can be made is sent as it came', async () => {
    const mail = await sent(fax, {
      ending: 'tif',
      type: 'image/tiff',
      content: Buffer.from('II'),
      pages: undefined,
    });
    expect(mail.subject).toBe('[FAX] 株式会社山田商事 03-5000-0002');
    expect(mail.text).toContain('枚数：不明\n');
    expect(mail.text).toContain('（TIFF）で添付');
    expect(mail.attachments).toMatchObject([{ filename: 'fax-0350000002-20270301-1000.tif' }]);
  });

  test('of which not even the beginning is known still says what is', async () => {
    const mail = await sent(
      { ...fax, begin: undefined, end: undefined, began: Date.parse('2027-03-01T01:00:00Z') },
      pdf,
    );
    expect(mail.subject).toBe('[FAX 途中まで] yamada-shoji 03-5000-0002 2枚');
    expect(mail.text).toContain('受信日時：2027年3月1日 10時00分');
  });
});
