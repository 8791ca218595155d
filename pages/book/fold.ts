import { toKatakana } from 'wanakana';

/**
 * How texts are compared: hiragana as katakana, full and half width alike, small kana as large ones, no marks and blanks, old forms of characters
 * that names use as their usual ones. Tabs and line ends stay: many texts are folded at once.
 */
export function fold(text: string): string {
  return (
    text
      .replace(SELECTORS, '')
      .normalize('NFKC')
      .toLowerCase()
      // Words of company law that are abbreviated.
      .replace(/\((株|有|同|医|財|社)\)/g, (_, short: string) => LEGAL[short] ?? '')
      .replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))
      .replace(/[ァィゥェォッャュョヮヵヶ]/g, (c) => LARGE.get(c) ?? c)
      .replace(OLD, (c) => USUAL.get(c) ?? c)
      .replace(/[^\p{L}\p{M}\p{N}\t\n]|ー/gu, '')
  );
}

/** As it is heard: a long vowel is a short one (ショウジ, ショージ, shoji). @param folded by {@link fold} */
export function heard(folded: string): string {
  return folded
    .replace(/([オコソトノホモヨロヲゴゾドボポ])[ウオ]/g, '$1')
    .replace(/([ウクスツヌフムユルグズヅブプ])ウ/g, '$1');
}

/**
 * What Latin letters may mean as kana, as heard, also while they are being typed: a consonant at the end waits for its vowel. Empty where they mean nothing.
 * @param folded by {@link fold}
 */
export function spelled(folded: string): string[] {
  if (!/^[a-z]+$/.test(folded)) return [];
  const kana = toKatakana(folded);
  const whole = heard(fold(kana.replace(/[a-z]+$/, '')));
  // "n" alone may be ン or the beginning of ナ.
  const begun = /[^n]n$/.test(folded) ? whole.replace(/ン$/, '') : whole;
  return /[a-z]./.test(kana.replace(/[a-z]+$/, ''))
    ? []
    : [...new Set([whole, begun])].filter((text) => text !== '');
}

/** The digits of what may be a number or the tail of one, hyphens of any kind, blanks and +81 left out; undefined where it is none. */
export function digitsOf(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s()ー‐‑–—―−ｰ-]/g, '');
  if (!/^\+?\d{2,}$/.test(plain)) return undefined;
  return plain.replace(/^\+81|^\+/, (code) => (code === '+81' ? '0' : ''));
}

const LEGAL: Record<string, string> = {
  株: '株式会社',
  有: '有限会社',
  同: '合同会社',
  医: '医療法人',
  財: '財団法人',
  社: '社団法人',
};

/** Small kana, each before its large one. */
const SIZES = 'ァアィイゥウェエォオッツャヤュユョヨヮワヵカヶケ';
const LARGE = new Map(
  Array.from({ length: SIZES.length / 2 }, (_, i) => [SIZES[2 * i] ?? '', SIZES[2 * i + 1] ?? '']),
);

const SELECTORS = /[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;

/** Of each group the first is the one that people type. */
const FORMS =
  '高髙 崎﨑碕 辺邊邉 斎齋斉齊 沢澤 浜濱濵 広廣 国國 桜櫻 真眞 恵惠 竜龍 島嶋嶌 滝瀧 吉𠮷 富冨 関關 万萬 学學 実實 栄榮 条條 槙槇 黒黑 徳德 柳栁 野埜 館舘 桧檜 蔵藏 壱壹 与與 宝寶 静靜 晃晄 峰峯 巌巖 礼禮 県縣 会會 鉄鐵 薬藥 亜亞';
const USUAL = new Map(
  FORMS.split(' ').flatMap((group) => {
    const [usual = '', ...others] = group;
    return others.filter((c) => c !== usual).map((c) => [c, usual] as const);
  }),
);
const OLD = new RegExp([...USUAL.keys()].join('|'), 'gu');
