import { expect, test } from 'vitest';
import { mailsMarkdown, mailsText } from '../../../src/commands/format/mails.ts';
import { roomsMarkdown, roomsText } from '../../../src/commands/format/rooms.ts';

const mail = {
  to: 'taro@yamada.example',
  from: 'operator@report.example',
  subject: '受電報告\u001b[2J',
  text: '一行目\n二行目 | @all',
};

test('a mail as text: every line in its place, and no escape sequence obeyed', () => {
  expect(mailsText([mail], 'en')).toBe(
    'to taro@yamada.example, from operator@report.example: 受電報告\\u{1b}[2J\n  一行目\n  二行目 | @all',
  );
  expect(mailsText([], 'en')).toBe('No mail.');
});

test('a mail in Markdown is one row, whatever stands in it', () => {
  const [, , row, ...more] = mailsMarkdown([mail], 'en').split('\n');
  expect(more).toEqual([]);
  expect(row).toContain('一行目 二行目 \\|');
});

test('a room with its messages', () => {
  const rooms = [{ room: '山田商事様', roomId: 7, messages: [{ body: '[info]折り返し\nお願い[/info]' }] }];
  expect(roomsText(rooms, 'en')).toBe('山田商事様 (room 7), 1 message\n  [info]折り返し\n  お願い[/info]');
  expect(roomsMarkdown(rooms, 'en').split('\n')[2]).toContain('\\[info\\]折り返し お願い');
  expect(roomsText([], 'en')).toBe('No rooms.');
});
