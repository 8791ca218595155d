import { openSession } from '../../apply/session.ts';
import { markerOf } from '../../chatwork/live-room.ts';
import { ChatworkProblem } from '../../chatwork/problem.ts';
import { RoomDirectory } from '../../chatwork/rooms.ts';
import { Problem } from '../../domain/problem.ts';
import type { Stack } from '../../model/stack.ts';
import type { Tenant } from '../../model/tenant.ts';

/** Where the people of a tenant join its room; undefined: there is no room or no link yet. */
export type Invitations = (tenant: Tenant) => Promise<string | undefined>;

/** A QR code of a longer one would be a picture that no telephone reads from paper. */
const READABLE = /^[!-~]{1,500}$/;

/** A link that somebody gave. Problem `bad-invitation` */
export function givenInvitation(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && url.password === '' && READABLE.test(text))
    return text;
  throw new Problem(
    'bad-invitation',
    { en: `--invitation cannot be “${text}”`, ja: `--invitation に “${text}” は指定できません` },
    {
      en: 'give the link of the room as Chatwork shows it, https://… of at most 500 characters without blanks',
      ja: 'Chatwork に表示される招待リンク（https://… 、空白なしで 500 文字まで）を指定してください',
    },
  );
}

/** Reads the links from the live rooms, which are found by their markers. One listing serves all tenants; each costs a request or two. */
export function liveInvitations(stack: Stack): Invitations {
  // Nobody is in rooms of a stack that reaches nobody.
  if (stack.delivery === 'capture') return async () => undefined;
  const session = openSession(process.cwd(), stack);
  const client = session.chatwork();
  const rooms = new RoomDirectory(client);
  return async ({ id, report }) => {
    if (report.channel !== 'chatwork' || !report.invite) return undefined;
    const marker = markerOf(id, await session.markerSecret());
    const room = report.roomId ?? (await rooms.find({ tenant: id, name: report.room, marker }));
    if (room === undefined) return undefined;
    try {
      const { public: open, url } = await client.link(room);
      return open && url !== undefined && READABLE.test(url) ? url : undefined;
    } catch (error) {
      if (error instanceof ChatworkProblem && error.code === 'chatwork-not-found') return undefined;
      throw error;
    }
  };
}
