import type { Language, Text } from '../../domain/language.ts';
import type { Garbage } from '../../store/garbage.ts';
import { markdownText } from './markdown.ts';
import { printableJson } from './printable.ts';

const KINDS = ['releases', 'rooms', 'objects'] as const;

/** What a sweep took away, or would, in one line. */
export function garbageText(garbage: Garbage, done: boolean, language: Language): string {
  return garbageWords(garbage, done)[language];
}

function garbageWords(garbage: Garbage, done: boolean): Text {
  const { kept } = garbage;
  const stay = {
    en: `${kept.releases} releases, ${kept.rooms} rooms and ${kept.objects} objects stay`,
    ja: `残るもの: リリース ${kept.releases}、ルーム ${kept.rooms}、オブジェクト ${kept.objects}`,
  };
  const [releases, rooms, objects] = KINDS.map((kind) => garbage[kind].length);
  if (KINDS.every((kind) => garbage[kind].length === 0))
    return { en: `Nothing to take away; ${stay.en}`, ja: `取り除くものはありません。${stay.ja}` };
  const gone = {
    en: `${releases} releases, ${rooms} rooms and ${objects} objects (${megabytes(garbage)} MB)`,
    ja: `リリース ${releases}、ルーム ${rooms}、オブジェクト ${objects}（${megabytes(garbage)} MB）`,
  };
  return done
    ? { en: `Taken away: ${gone.en}; ${stay.en}`, ja: `取り除いたもの: ${gone.ja}。${stay.ja}` }
    : {
        en: `Would take away: ${gone.en}; ${stay.en}. Do it with --yes`,
        ja: `取り除けるもの: ${gone.ja}。${stay.ja}。実行するには --yes をつけてください`,
      };
}

/** The same for programs, with every key. */
export function garbageJson(garbage: Garbage, done: boolean): string {
  const keys = Object.fromEntries(KINDS.map((kind) => [kind, garbage[kind].map(({ key }) => key)]));
  return printableJson({ ok: true, done, removed: keys, bytes: bytes(garbage), kept: garbage.kept });
}

/** The same for an issue or a chat. */
export function garbageMarkdown(garbage: Garbage, done: boolean, language: Language): string {
  return markdownText(garbageText(garbage, done, language));
}

function bytes(garbage: Garbage): number {
  return KINDS.flatMap((kind) => garbage[kind]).reduce((sum, { size }) => sum + size, 0);
}

function megabytes(garbage: Garbage): string {
  return (bytes(garbage) / 1_000_000).toFixed(1);
}
