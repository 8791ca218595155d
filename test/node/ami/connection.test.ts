import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AmiClosed, AmiConnection, AmiRefused } from '../../../src/node/ami/connection.ts';

type Action = Record<string, string>;

let server: Server;
let port: number;
let sockets: Socket[];
/** How the test's Asterisk answers; logins succeed by themselves. */
let answer: (action: Action, socket: Socket) => void;

beforeEach(async () => {
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.write('Asterisk Call Manager/11.0.0\r\n');
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      const actions = (rest + chunk).split('\r\n\r\n');
      rest = actions.pop() ?? '';
      for (const text of actions) {
        const action = Object.fromEntries(text.split('\r\n').map((line) => line.split(': ', 2))) as Action;
        if (action.Action === 'Login') reply(socket, action, 'Response: Success');
        else answer(action, socket);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as { port: number }).port;
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

function reply(socket: Socket, action: Action, ...lines: string[]): void {
  socket.write(`${[lines[0], `ActionID: ${action.ActionID}`, ...lines.slice(1)].join('\r\n')}\r\n\r\n`);
}

const open = () => AmiConnection.open({ host: '127.0.0.1', port, username: 'u', secret: 's' });

describe('answers', () => {
  test('reach whoever asked, in whatever order they come', async () => {
    const waiting: [Action, Socket][] = [];
    answer = (action, socket) => {
      waiting.push([action, socket]);
      if (waiting.length === 3)
        for (const [a, s] of waiting.reverse()) reply(s, a, 'Response: Success', `Value: ${a.Key}`);
    };
    const ami = await open();
    const got = await Promise.all(['a', 'b', 'c'].map((Key) => ami.action({ Action: 'DBGet', Key })));
    expect(got.map((message) => message.get('Value'))).toEqual(['a', 'b', 'c']);
  });

  test('ten thousand at once', async () => {
    answer = (action, socket) => reply(socket, action, 'Response: Success', `Value: ${action.Key}`);
    const ami = await open();
    const keys = Array.from({ length: 10_000 }, (_, i) => String(i));
    const got = await Promise.all(keys.map((Key) => ami.action({ Action: 'DBGet', Key })));
    expect(got.map((message) => message.get('Value'))).toEqual(keys);
  });

  test('are whole where a character is split over two packets', async () => {
    answer = (action, socket) => {
      const bytes = Buffer.from(`Response: Success\r\nActionID: ${action.ActionID}\r\nValue: 電話\r\n\r\n`);
      const middle = bytes.indexOf('電') + 1;
      socket.write(bytes.subarray(0, middle));
      setTimeout(() => socket.write(bytes.subarray(middle)), 20);
    };
    const ami = await open();
    expect((await ami.action({ Action: 'X' })).get('Value')).toBe('電話');
  });

  test('keep colons and spaces of a value', async () => {
    answer = (action, socket) => reply(socket, action, 'Response: Success', 'Value:  a: b ', 'Empty: ');
    const message = await (await open()).action({ Action: 'X' });
    expect([message.get('Value'), message.get('Empty'), message.get('None')]).toEqual([
      ' a: b ',
      '',
      undefined,
    ]);
  });

  test('of a command are all of its lines', async () => {
    answer = (action, socket) => reply(socket, action, 'Response: Success', 'Output: one', 'Output:   two');
    expect(await (await open()).command('show')).toEqual(['one', '  two']);
  });

  test('of a list are its events, without others’', async () => {
    answer = (action, socket) => {
      reply(socket, action, 'Response: Success', 'EventList: start');
      socket.write('Event: Other\r\nValue: x\r\n\r\n');
      for (const value of ['1', '2']) reply(socket, action, 'Event: Row', `Value: ${value}`);
      reply(socket, action, 'Event: RowsComplete', 'EventList: Complete');
    };
    const rows = await (await open()).list({ Action: 'Rows' });
    expect(rows.map((row) => row.get('Value'))).toEqual(['1', '2']);
  });
});

describe('what fails', () => {
  test('is told in Asterisk’s words', async () => {
    answer = (action, socket) => reply(socket, action, 'Response: Error', 'Message: No such key');
    await expect((await open()).action({ Action: 'X' })).rejects.toThrow(new AmiRefused('No such key'));
  });

  test('with the connection, fails everything that was asked', async () => {
    answer = (_, socket) => socket.destroy();
    const ami = await open();
    const asked = [ami.action({ Action: 'X' }), ami.list({ Action: 'Y' })].map((p) =>
      p.catch((e: unknown) => e),
    );
    await ami.closed;
    for (const error of await Promise.all(asked)) expect(error).toBeInstanceOf(AmiClosed);
    await expect(ami.action({ Action: 'Z' })).rejects.toBeInstanceOf(AmiClosed);
  });

  test('where Asterisk stands still, also after a connection was idle for long', async () => {
    answer = () => {};
    const ami = await AmiConnection.open({ host: '127.0.0.1', port, username: 'u', secret: 's' }, 100);
    await new Promise((resolve) => setTimeout(resolve, 350));
    await expect(ami.action({ Action: 'X' })).rejects.toBeInstanceOf(AmiClosed);
  });

  test('where nobody listens', async () => {
    server.close();
    await expect(open()).rejects.toBeInstanceOf(AmiClosed);
  });

  test.each([
    ['a line break', 'a\r\nAction: Originate'],
    ['a line longer than Asterisk takes', 'x'.repeat(1_100)],
  ])('%s is never sent', async (_, Val) => {
    answer = () => expect.unreachable();
    const ami = await open();
    await expect(ami.action({ Action: 'DBPut', Val })).rejects.toBeInstanceOf(RangeError);
  });
});
