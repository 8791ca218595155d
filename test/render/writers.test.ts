import { describe, expect, expectTypeOf, test } from 'vitest';
import type { OperatorId } from '../../src/domain/ids.ts';
import type { SecretRef } from '../../src/model/stack.ts';
import { type fill, type TemplateData, templateEngine } from '../../src/render/templates.ts';
import { asteriskConf } from '../../src/render/writers/asterisk-conf.ts';
import { type Chatwork, chatwork } from '../../src/render/writers/chatwork.ts';
import { type Dialplan, dialplan } from '../../src/render/writers/dialplan.ts';
import { type Html, html } from '../../src/render/writers/html.ts';
import { passwdFile } from '../../src/render/writers/passwd-file.ts';
import { postfixConf } from '../../src/render/writers/postfix-conf.ts';
import { postfixMap } from '../../src/render/writers/postfix-map.ts';
import { Safe, UnsafeTextError } from '../../src/render/writers/safe.ts';
import { number, tenant } from './sample.ts';

const digits = number('0350000001').number;
const id = tenant('yamada-shoji').id;

describe('to the compiler', () => {
  test('a plain string is no safe text', () => {
    expectTypeOf<string>().not.toExtend<Dialplan>();
    expectTypeOf<Parameters<typeof dialplan.text>[1]>().not.toExtend<string>();
    expectTypeOf<string>().not.toExtend<TemplateData<'dialplan'>>();
    expectTypeOf<{ name: string }>().not.toExtend<TemplateData<'html'>>();
    expectTypeOf<Parameters<typeof fill<'asterisk/tenants.conf'>>[1]>().not.toExtend<{ a: string }>();
  });

  test('text made safe for one format is none for another', () => {
    expectTypeOf<Html>().not.toExtend<Dialplan>();
    expectTypeOf<Chatwork>().not.toExtend<TemplateData<'html'>>();
    expectTypeOf<Html>().toExtend<TemplateData<'html'>>();
  });

  test('free text has no way into the dialplan', () => {
    expectTypeOf<string>().not.toExtend<Parameters<typeof dialplan.id>[0]>();
    expectTypeOf<string>().not.toExtend<Parameters<typeof dialplan.number>[0]>();
  });
});

describe('at run time', () => {
  const shown = (value: unknown) => templateEngine('dialplan').renderString('a<%= it.value %>b', { value });

  test('a template takes safe text of its own format', () => {
    expect(shown(dialplan.number(digits))).toBe('a0350000001b');
  });

  test.each([
    ['a string', '0350000001'],
    ['a number', 1],
    ['nothing', undefined],
    ['text for another format', html.text('x')],
    ['what looks like safe text', { format: 'dialplan', toString: () => 'x' }],
  ])('a template refuses %s', (_, value) => {
    expect(() => shown(value)).toThrow(UnsafeTextError);
  });

  test('raw output and output by code are refused as well', () => {
    const engine = templateEngine('html');
    expect(() => engine.renderString('<%~ it.value %>', { value: 'x' })).toThrow(UnsafeTextError);
    expect(() => engine.renderString('<% output(it.value) %>', { value: html.text('x') })).toThrow(
      UnsafeTextError,
    );
  });

  test('safe text never turns into a string by itself', () => {
    expect(() => String(dialplan.id(id))).toThrow(UnsafeTextError);
  });

  test('a refusal does not show the value', () => {
    expect(() => dialplan.id('秘密' as typeof id)).toThrow(/^(?!.*秘密)/);
  });
});

const text = (safe: { format: string }) => Safe.text(safe.format as 'html', safe);

describe('each writer', () => {
  test.each(['a b', 'a;b', 'a\nb', `\${X}`, 'a]', '日本', '', 'a'.repeat(33)])(
    'dialplan refuses the id %j',
    (bad) => {
      expect(() => dialplan.id(bad as typeof id)).toThrow(UnsafeTextError);
    },
  );

  test('asterisk-conf takes references to secrets and nothing like them', () => {
    expect(text(asteriskConf.secret('secret://operator-op1#1' as SecretRef))).toBe('secret://operator-op1#1');
    expect(() => asteriskConf.secret('secret://x#1\n[evil]' as SecretRef)).toThrow(UnsafeTextError);
    expect(() => asteriskConf.address('127.0.0.1;')).toThrow(UnsafeTextError);
  });

  test('postfix-conf brackets what has to be bracketed', () => {
    expect(text(postfixConf.network('2001:db8::/32'))).toBe('[2001:db8::]/32');
    expect(text(postfixConf.nextHop({ host: 'mail.example', port: 25 }))).toBe('[mail.example]:25');
    expect(() => postfixConf.domain('a.example\nrelay_domains = evil.example')).toThrow(UnsafeTextError);
    expect(() => postfixConf.domain('$myhostname')).toThrow(UnsafeTextError);
  });

  test.each([
    ['taro@yamada.example', 'taro@yamada.example'],
    ['a..b@mobile.example', '"a..b"@mobile.example'],
    ['.a@mobile.example', '".a"@mobile.example'],
    ['a.@mobile.example', '"a."@mobile.example'],
    ['a+b/c@x.example', 'a+b/c@x.example'],
  ])('postfix-map writes %s as %s', (address, written) => {
    expect(text(postfixMap.recipient(address))).toBe(written);
  });

  test.each([
    'a b@x.example',
    'a,b@x.example',
    '"a"@x.example',
    'a@x.example\nb',
    '@x.example',
    'a',
    '#@',
    'あ@x.example',
  ])('postfix-map refuses %j', (address) => {
    expect(() => postfixMap.recipient(address)).toThrow(UnsafeTextError);
  });

  test('passwd-file takes an operator and a reference, and nothing that parts fields', () => {
    const [operator, secret] = ['op1' as OperatorId, 'secret://operator-op1-mail#1' as SecretRef];
    expect(text(passwdFile.login(operator, secret))).toBe('op1:secret://operator-op1-mail#1');
    for (const bad of ['op:1', 'op1\nop2', '#op1', ''])
      expect(() => passwdFile.login(bad as OperatorId, secret)).toThrow(UnsafeTextError);
    expect(() => passwdFile.login(operator, 'geheim' as SecretRef)).toThrow(UnsafeTextError);
  });

  test('html holds a value as JSON that neither ends its element nor hides anything, and reads back the same', () => {
    const value = [
      '</script><!--<script>',
      '\u2028\u2029\u202e\u{e0041}\u0000\u0085',
      '&amp;',
      '山田',
      '\ud800',
    ];
    const json = text(html.json(value));
    expect(json).not.toMatch(/[<>&\p{Cf}\p{Zl}\p{Zp}\p{Cc}]/u);
    expect(JSON.parse(json)).toEqual(value);
  });

  test.each(['x</script>', 'x</STYLE ', '"<!--"'])('html refuses code that ends its element: %s', (code) => {
    expect(() => html.inline(code)).toThrow(UnsafeTextError);
  });

  test('html escapes markup and drops what turns the direction of writing', () => {
    expect(text(html.text(`<a href="x" title='y'>&\u202e`))).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;',
    );
  });

  test('chatwork neutralises commands and keeps them readable', () => {
    expect(text(chatwork.markup`[info]${chatwork.text('[To:1] [toall]')}[/info]`)).toBe(
      '[info]［To:1］ ［toall］[/info]',
    );
  });
});
