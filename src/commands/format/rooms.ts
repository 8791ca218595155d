import { count } from '../../plan/print/words.ts';
import type { ChatRoom } from '../../sandbox/chat.ts';
import { table } from './markdown.ts';
import { indented, printable } from './printable.ts';

/** Rooms with their messages for a terminal. */
export function roomsText(rooms: readonly ChatRoom[]): string {
  if (rooms.length === 0) return 'No rooms.';
  return rooms
    .map(({ room, roomId, messages }) =>
      [
        printable(`${room} (room ${roomId}), ${count(messages.length, 'message')}`),
        ...messages.flatMap(({ body }) => indented(body)),
      ].join('\n'),
    )
    .join('\n');
}

/** One row a message; a room without one has a row too. */
export function roomsMarkdown(rooms: readonly ChatRoom[]): string {
  if (rooms.length === 0) return 'No rooms.';
  const rows = rooms.flatMap(({ room, roomId, messages }) =>
    (messages.length === 0 ? [{ body: '' }] : messages).map(({ body }) => [
      room,
      String(roomId),
      body.replaceAll('\n', ' '),
    ]),
  );
  return table(['Room', 'Id', 'Message'], rows);
}
