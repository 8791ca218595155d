import type { Garbage } from '../../store/garbage.ts';
import { markdownText } from './markdown.ts';
import { printableJson } from './printable.ts';

const KINDS = ['releases', 'rooms', 'objects'] as const;

/** What a sweep took away, or would, in one line. */
export function garbageText(garbage: Garbage, done: boolean): string {
  const { kept } = garbage;
  const stays = `${kept.releases} releases, ${kept.rooms} rooms and ${kept.objects} objects stay`;
  if (KINDS.every((kind) => garbage[kind].length === 0)) return `Nothing to take away; ${stays}`;
  const gone = `${garbage.releases.length} releases, ${garbage.rooms.length} rooms and ${garbage.objects.length} objects (${megabytes(garbage)} MB)`;
  return done ? `Taken away: ${gone}; ${stays}` : `Would take away: ${gone}; ${stays}. Do it with --yes`;
}

/** The same for programs, with every key. */
export function garbageJson(garbage: Garbage, done: boolean): string {
  const keys = Object.fromEntries(KINDS.map((kind) => [kind, garbage[kind].map(({ key }) => key)]));
  return printableJson({ ok: true, done, removed: keys, bytes: bytes(garbage), kept: garbage.kept });
}

/** The same for an issue or a chat. */
export function garbageMarkdown(garbage: Garbage, done: boolean): string {
  return markdownText(garbageText(garbage, done));
}

function bytes(garbage: Garbage): number {
  return KINDS.flatMap((kind) => garbage[kind]).reduce((sum, { size }) => sum + size, 0);
}

function megabytes(garbage: Garbage): string {
  return (bytes(garbage) / 1_000_000).toFixed(1);
}
