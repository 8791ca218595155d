import type { Language } from '../../domain/language.ts';
import { count } from '../../plan/print/words.ts';
import type { ChatRoom } from '../../sandbox/chat.ts';
import { table } from './markdown.ts';
import { indented, printable } from './printable.ts';

const NONE = { en: 'No rooms.', ja: 'ルームはありません。' };
const HEAD = { en: ['Room', 'Id', 'Message'], ja: ['ルーム', 'ID', 'メッセージ'] };

/** Rooms with their messages for a terminal. */
export function roomsText(rooms: readonly ChatRoom[], language: Language): string {
  if (rooms.length === 0) return NONE[language];
  return rooms
    .map(({ room, roomId, messages }) =>
      [
        printable(
          {
            en: `${room} (room ${roomId}), ${count(messages.length, 'message')}`,
            ja: `${room}（ルーム ${roomId}）、メッセージ ${messages.length} 件`,
          }[language],
        ),
        ...messages.flatMap(({ body }) => indented(body)),
      ].join('\n'),
    )
    .join('\n');
}

/** One row a message; a room without one has a row too. */
export function roomsMarkdown(rooms: readonly ChatRoom[], language: Language): string {
  if (rooms.length === 0) return NONE[language];
  const rows = rooms.flatMap(({ room, roomId, messages }) =>
    (messages.length === 0 ? [{ body: '' }] : messages).map(({ body }) => [
      room,
      String(roomId),
      body.replaceAll('\n', ' '),
    ]),
  );
  return table(HEAD[language], rows);
}
