import { ChatworkProblem } from './problem.ts';
import { type ChatworkAccess, once, request } from './request.ts';
import { tryAgain } from './try-again.ts';

export type Role = 'admin' | 'member' | 'readonly';

export interface ChatworkRoom {
  room_id: number;
  name: string;
  type: 'my' | 'direct' | 'group';
  /** Our own account's. */
  role: Role;
}

export interface ChatworkRoomDetails extends ChatworkRoom {
  description: string;
}

export interface ChatworkMember {
  account_id: number;
  role: Role;
}

export interface ChatworkMessage {
  message_id: string;
  account: { account_id: number };
  body: string;
  send_time: number;
}

/** A room without one has `public: false` alone. */
export interface ChatworkLink {
  public: boolean;
  /** Ends in the link's code. */
  url?: string;
  /** Whether an admin lets in who follows the link. */
  need_acceptance?: boolean;
  /** What the page behind the link says. */
  description?: string;
}

/** Who is in a room: all of them, since Chatwork replaces the list as a whole. */
export type MemberList = readonly { accountId: number; role: Role }[];

export type ChatworkClient = ReturnType<typeof chatworkClient>;

/**
 * Chatwork's API v2, as far as denwaban uses it. A thin client: of the published ones none takes another base address, form bodies alone
 * and the limit's headers. Every method throws `ChatworkProblem`.
 */
export function chatworkClient(access: ChatworkAccess) {
  const get = async <T>(path: string): Promise<T> => (await request(access, 'GET', path)) as T;
  return {
    me: () => get<{ account_id: number; name: string }>('/me'),

    rooms: () => get<ChatworkRoom[]>('/rooms'),

    room: (id: number) => get<ChatworkRoomDetails>(`/rooms/${id}`),

    /** @returns the new room's id */
    async createRoom(room: { name: string; description: string; members: MemberList }): Promise<number> {
      const { name, description, members } = room;
      const made = await request(access, 'POST', '/rooms', { name, description, ...memberIds(members) });
      return (made as { room_id: number }).room_id;
    },

    async updateRoom(id: number, change: { name?: string; description?: string }): Promise<void> {
      await request(access, 'PUT', `/rooms/${id}`, change);
    },

    members: (id: number) => get<ChatworkMember[]>(`/rooms/${id}/members`),

    /**
     * Replaces all members by what `decide` makes of those who are in the room now; undefined: it stays as it is. Whoever is not in the list
     * leaves the room, so that people who join meanwhile must be seen: members are read right before each try, and waits come before the
     * reading. What Chatwork leaves open is the moment between the two requests.
     */
    async setMembers(
      id: number,
      decide: (now: readonly ChatworkMember[]) => MemberList | undefined,
    ): Promise<void> {
      const path = `/rooms/${id}/members`;
      const readAndReplace = async () => {
        const members = decide((await once(access, 'GET', path)) as ChatworkMember[]);
        if (members) await once(access, 'PUT', path, memberIds(members));
      };
      await tryAgain(access, readAndReplace, { repeatable: true });
    },

    /** The last 100, also those that were read before. */
    async messages(id: number): Promise<ChatworkMessage[]> {
      const found = await request(access, 'GET', `/rooms/${id}/messages?force=1`, undefined);
      return (found as ChatworkMessage[] | undefined) ?? [];
    },

    async postMessage(id: number, body: string): Promise<string> {
      const made = await request(access, 'POST', `/rooms/${id}/messages`, { body });
      return (made as { message_id: string }).message_id;
    },

    /** At most 5 MB. */
    async uploadFile(
      id: number,
      file: { name: string; content: Uint8Array; type: string; message?: string },
    ): Promise<number> {
      const form = new FormData();
      form.set('file', new Blob([Buffer.from(file.content)], { type: file.type }), file.name);
      if (file.message !== undefined) form.set('message', file.message);
      const made = await request(access, 'POST', `/rooms/${id}/files`, form);
      return (made as { file_id: number }).file_id;
    },

    link: (id: number) => get<ChatworkLink>(`/rooms/${id}/link`),

    /** An invitation link; whoever follows it waits for an admin's approval. */
    async createLink(id: number): Promise<ChatworkLink> {
      return (await request(access, 'POST', `/rooms/${id}/link`, { need_acceptance: 1 })) as ChatworkLink;
    },

    /** Whoever follows the link waits for an admin's approval from now on. It stays the link that customers have: one without a code is drawn anew. */
    async requireApproval(id: number, link: ChatworkLink): Promise<void> {
      const path = `/rooms/${id}/link`;
      const code = codeOf(link, `PUT ${path}`);
      await request(access, 'PUT', path, { code, description: link.description ?? '', need_acceptance: 1 });
    },

    async deleteLink(id: number): Promise<void> {
      await request(access, 'DELETE', `/rooms/${id}/link`);
    },
  };
}

function codeOf({ url }: ChatworkLink, what: string): string {
  const code = /\/([A-Za-z0-9_-]{1,50})$/.exec(url ?? '')?.[1];
  if (code !== undefined) return code;
  throw new ChatworkProblem(
    'chatwork-refused',
    {
      en: `${what}: the invitation link's address has no code that could be kept`,
      ja: `${what}: 招待リンクのアドレスに、引き継げる符号がありません`,
    },
    {
      en: "switch the approval on by hand, in the room's settings",
      ja: 'ルームの設定で、手で承認を有効にしてください',
    },
  );
}

function memberIds(members: MemberList) {
  const ids = (role: Role) => {
    const list = members.filter((member) => member.role === role).map((member) => member.accountId);
    return list.length === 0 ? undefined : list.join(',');
  };
  return {
    members_admin_ids: ids('admin'),
    members_member_ids: ids('member'),
    members_readonly_ids: ids('readonly'),
  };
}
