import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { noEndpoint, noRoom } from './error.ts';

export type Role = 'admin' | 'member' | 'readonly';

export interface Message {
  id: string;
  account: number;
  body: string;
  /** Unix time in seconds. */
  sent: number;
  updated: number;
}

export interface UploadedFile {
  id: number;
  account: number;
  message: string;
  name: string;
  size: number;
  uploaded: number;
}

export interface InvitationLink {
  code: string;
  needAcceptance: boolean;
  description: string;
}

export interface Room {
  id: number;
  type: 'my' | 'group';
  name: string;
  description: string;
  icon: string;
  members: { account: number; role: Role }[];
  messages: Message[];
  files: UploadedFile[];
  link?: InvitationLink;
  updated: number;
  /** The last message that GET …/messages without `force` has given out. */
  seen?: string;
}

interface Saved {
  next: number;
  rooms: Room[];
}

/**
 * What the stand-in knows, in memory and in a file, so that rooms outlive a restart. `account` is the token's own: it sees and
 * changes only rooms that it is in.
 */
export class ChatworkState {
  readonly account: number;
  readonly #file: string | undefined;
  readonly #rooms: Map<number, Room>;
  #next: number;

  /** @param file without one, nothing outlives the process */
  constructor(account: number, file?: string) {
    this.account = account;
    this.#file = file;
    const saved = file === undefined ? undefined : load(file);
    this.#rooms = new Map(saved?.rooms.map((room) => [room.id, room]));
    this.#next = saved?.next ?? 1001;
    if (saved === undefined)
      this.#rooms.set(1000, {
        ...emptyRoom(1000, 'my', 'マイチャット'),
        members: [{ account, role: 'admin' }],
      });
  }

  /** A number that nothing else here has: room, message and file ids. */
  id(): number {
    this.#next += 1;
    return this.#next;
  }

  /** Rooms that the token's account is in. */
  rooms(): Room[] {
    return [...this.#rooms.values()].filter((room) => this.roleIn(room) !== undefined);
  }

  /** @throws ApiError 404 */
  room(id: string): Room {
    // No number at all is not a room that is missing: there is no such path.
    if (!/^\d{1,15}$/.test(id)) throw noEndpoint();
    const room = this.#rooms.get(Number(id));
    if (room === undefined || this.roleIn(room) === undefined) throw noRoom();
    return room;
  }

  roleIn(room: Room): Role | undefined {
    return room.members.find((member) => member.account === this.account)?.role;
  }

  add(room: Room): void {
    this.#rooms.set(room.id, room);
  }

  remove(room: Room): void {
    this.#rooms.delete(room.id);
  }

  linkTaken(code: string): boolean {
    return [...this.#rooms.values()].some((room) => room.link?.code === code);
  }

  /** Called after each change, before it is answered. */
  save(): void {
    if (this.#file === undefined) return;
    const saved: Saved = { next: this.#next, rooms: [...this.#rooms.values()] };
    writeFileAtomic.sync(this.#file, JSON.stringify(saved), { mode: 0o600 });
  }
}

export function emptyRoom(id: number, type: Room['type'], name: string): Room {
  return {
    id,
    type,
    name,
    description: '',
    icon: 'group',
    members: [],
    messages: [],
    files: [],
    updated: seconds(),
  };
}

/** Unix time in whole seconds, as everything in the API. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function load(file: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
