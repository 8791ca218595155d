import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NationalNumber } from '../../src/domain/lent-number.ts';
import { printable } from '../../src/domain/printable.ts';
import { DiagnosticsError } from '../../src/load/diagnostics-error.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { makePaper } from '../../src/papers/make.ts';
import { type Circumstances, PAPERS, type PaperValue, unfit } from '../../src/papers/paper.ts';
import { openTypesetter, type Typesetter } from '../../src/papers/typeset/typesetter.ts';
import { valuesOf } from '../../src/papers/values/values.ts';
import { loadProject } from '../../src/project/project.ts';
import { day, number, person, tenant } from '../render/sample.ts';
import { fontsOf, misplaced, qrOf, textOf, wordsOf } from './pdf.ts';

const INVITATION = 'https://www.chatwork.example/g/abc-DEF_123';
const company = {
  name: '株式会社でんわばん',
  phone: '03-6123-0001',
  email: 'support@denwaban.example',
  hours: '平日 9:00〜18:00',
};
const LONG = `株式会社${'日本総合情報通信技術開発研究所東京西支店'.repeat(4)}髙﨑𠮷𩸽`;
const WORD = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft';
const HOSTILE =
  '#panic("x") *b* _i_ $x^2$ @ref // c /* d */ <l> `r` \\n = - + [a] ~ #{1+1} --- \'q\' "q" \u{202e}cba\u0007';

let typesetter: Typesetter;
beforeAll(async () => {
  typesetter = await openTypesetter();
});

/** Every text that stands on a paper; not how a QR code is drawn. */
function textsIn(value: PaperValue, key = ''): string[] {
  if (key === 'code' || key === 'channel' || key === 'logo') return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner as PaperValue, name));
}

describe.each(['2026-11-20', '2027-03-01'])('papers of the samples on %s', async (date) => {
  const { tenants } = await loadProject({ at: date });
  const made = tenants.flatMap((one) =>
    PAPERS.filter((paper) => unfit(one, paper, day(date)) === undefined).map((paper) => ({
      id: `${one.id} ${paper}`,
      one,
      paper,
    })),
  );
  const circumstances: Circumstances = { date: day(date), company, invitation: INVITATION };

  it.each(made)('$id', async ({ one, paper }) => {
    const pdf = makePaper(typesetter, paper, one, circumstances);
    const again = makePaper(await openTypesetter(), paper, one, circumstances);
    expect(pdf.equals(again)).toBe(true);
    expect(pdf.length).toBeLessThan(1024 * 1024);
    const fonts = await fontsOf(pdf);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts)
      expect(font).toMatchObject({
        name: expect.stringMatching(/^[A-Z]{6}\+NotoSans/),
        embedded: 'yes',
        subset: 'yes',
      });
    const text = await textOf(pdf);
    const present = new Set(text);
    const missing = textsIn(valuesOf(paper, one, circumstances)).flatMap((s) =>
      [...s].filter((c) => c.trim() !== '' && !present.has(c)),
    );
    expect(missing).toEqual([]);
    expect(text).toContain(one.company.name.replace(/\s/gu, ''));
    expect(misplaced(await wordsOf(pdf))).toEqual([]);
  });
});

describe('a QR code', () => {
  const report: Tenant['report'] = {
    channel: 'chatwork',
    room: '青空様 受電報告',
    members: [],
    invite: true,
  };
  it.each([INVITATION, `https://www.chatwork.example/g/${'a1B_'.repeat(100)}`])(
    'leads to %s',
    async (invitation) => {
      const pdf = makePaper(typesetter, 'chatwork', tenant('aozora', { report }), {
        date: day('2026-12-01'),
        invitation,
      });
      expect(await qrOf(pdf)).toBe(invitation);
      expect(await textOf(pdf)).toContain(invitation);
    },
  );

  it('is not there where no link is known, and the guide says so', async () => {
    const pdf = makePaper(typesetter, 'chatwork', tenant('aozora', { report }), { date: day('2026-12-01') });
    expect(await qrOf(pdf)).toBeUndefined();
    expect(await textOf(pdf)).toContain('リンクは準備ができしだいご案内します');
  });

  it('is not there where people are added by their accounts', async () => {
    const pdf = makePaper(
      typesetter,
      'chatwork',
      tenant('aozora', { report: { ...report, invite: false } }),
      { date: day('2026-12-01') },
    );
    expect(await textOf(pdf)).toContain('招待リンクはありません');
  });
});

describe('text of others', () => {
  const numbers = [...Array(24).keys()].map((i) =>
    number(i % 2 ? `03500001${String(i).padStart(2, '0')}` : `050100001${String(i).padStart(2, '0')}`, {
      kind: i % 5 === 0 ? 'fax' : 'phone',
      ends: day('2027-11-30'),
      ...(i % 3
        ? { usage: 'forwarding', forwardedFrom: { number: '0661234567' as NationalNumber, line: 'other' } }
        : {}),
    }),
  );
  const roster = [
    person('p', '𠮷野 髙﨑𩸽子', `p@${'sub-domain.'.repeat(6)}example`),
    ...[...Array(29).keys()].map((i) => ({
      ...person(`p${i}`, i === 3 ? WORD : `山田 太郎${i}`, `person-${i}@x.example`),
      department: '第一営業部海外事業推進課',
      title: '担当部長',
    })),
  ];

  it.each([
    ['a long name', LONG],
    ['one long word', WORD.repeat(2)],
    ['commands and what is invisible', HOSTILE],
  ])('%s stays on the page, and is what it says', async (_, name) => {
    const big = tenant('big', {
      company: { name, kana: 'カ', greeting: `${name}でございます。` },
      contract: { starts: day('2026-12-01'), ends: day('2027-11-30') },
      numbers,
      roster,
    });
    const report: Tenant['report'] = {
      channel: 'chatwork',
      room: name.slice(0, 100),
      members: [],
      invite: true,
    };
    for (const paper of PAPERS) {
      const one = paper === 'chatwork' ? { ...big, report } : big;
      const pdf = makePaper(typesetter, paper, one, {
        date: day('2026-11-20'),
        company: { ...company, name },
        invitation: `${INVITATION}${'x'.repeat(200)}`,
      });
      expect(misplaced(await wordsOf(pdf))).toEqual([]);
      expect(await textOf(pdf)).toContain(printable(name).replace(/\s/gu, '').slice(0, 14));
      expect(pdf.length).toBeLessThan(1024 * 1024);
    }
    const start = await textOf(makePaper(typesetter, 'start', big, { date: day('2026-11-20') }));
    for (const { name: who } of roster) expect(start).toContain(who.replace(/\s/gu, '').slice(0, 20));
    for (const c of printable(name).replace(/\s/gu, '')) expect(start).toContain(c);
  });

  it('with a character that no font has is a diagnostic at its place, never a box', async () => {
    const { checkProject } = await import('../../src/project/project.ts');
    const { loaded } = await checkProject({ at: '2026-12-01' });
    const source = loaded.tenants.find(({ name }) => name === 'yamada-shoji.yaml');
    const odd = tenant('yamada-shoji', { company: { name: '山田한商事☑', kana: 'カ', greeting: 'はい' } });
    const make = () => makePaper(typesetter, 'start', odd, { date: day('2026-12-01') }, source);
    expect(make).toThrow(DiagnosticsError);
    try {
      make();
    } catch (error) {
      const found = (error as DiagnosticsError).diagnostics;
      expect(found.map(({ code, message }) => [code, message.en.slice(0, 14)])).toEqual([
        ['character-not-printable', expect.stringContaining('U+2611')],
        ['character-not-printable', expect.stringContaining('U+D55C')],
      ]);
    }
  });

  it('finds Vietnamese, Polish, Greek and Cyrillic names in a second font', async () => {
    const odd = tenant('odd', {
      company: { name: 'Nguyễn Łukasz Ωμέγα Ольга', kana: 'カ', greeting: 'はい' },
    });
    expect(await textOf(makePaper(typesetter, 'start', odd, { date: day('2026-12-01') }))).toContain(
      'NguyễnŁukaszΩμέγαОльга',
    );
  });
});

it('a logo is shown, and named for those who cannot see it', async () => {
  const bytes = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#1f3a5f"/></svg>',
  );
  const with_ = await openTypesetter({ name: 'logo.svg', bytes });
  const plain = makePaper(
    typesetter,
    'end',
    tenant('a', { numbers: [number('0350000001', { ends: day('2027-01-01') })] }),
    { date: day('2026-12-01'), company },
  );
  const shown = makePaper(
    with_,
    'end',
    tenant('a', { numbers: [number('0350000001', { ends: day('2027-01-01') })] }),
    { date: day('2026-12-01'), company: { ...company, logo: 'stacks/logo.svg' } },
  );
  expect(shown.equals(plain)).toBe(false);
});

it('templates take no markup from values', async () => {
  const folder = new URL('../../templates/documents/papers/', import.meta.url);
  for (const name of ['lib', 'start', 'forwarding', 'chatwork', 'pictures', 'end', 'choosing'])
    expect(await readFile(new URL(`${name}.typ`, folder), 'utf8')).not.toMatch(
      /\beval\s*\(|\bread\s*\(|@preview/,
    );
});
