import type { TenantId } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import type { ChatworkClient, ChatworkRoom } from './client.ts';
import { lastLine } from './marker.ts';
import { ChatworkProblem } from './problem.ts';

/** Rooms of another name that are looked into, over the life of a directory: each costs one of 300 requests in 5 minutes. */
const OTHERS = 100;

/**
 * Finds tenants' rooms by their markers: one listing of all rooms, then those of the same name, then the newest of the rest, each looked
 * into once. An interrupted create is among the newest; a room that was renamed by hand is normally known by its id.
 */
export class RoomDirectory {
  readonly #client: ChatworkClient;
  #listing: Promise<Listing> | undefined;

  constructor(client: ChatworkClient) {
    this.#client = client;
  }

  /** Every room that our account is in, by id; asked for once. */
  async rooms(): Promise<ReadonlyMap<number, ChatworkRoom>> {
    return (await this.#list()).rooms;
  }

  /** The id of a tenant's room; undefined where there is none. Problem `chatwork-room-ambiguous` where two carry the marker. */
  async find(room: { tenant: TenantId; name: string; marker: string }): Promise<number | undefined> {
    const listing = await this.#list();
    for (const id of listing.byName.get(room.name) ?? []) await this.#look(listing, id);
    while (!listing.byMarker.has(room.marker)) {
      const other = listing.others.pop();
      if (other !== undefined) await this.#look(listing, other);
      // A look of somebody else's search may be the one that finds it: nobody says "none" before it has ended.
      else if (listing.looks.size > 0) await Promise.all(listing.looks.values());
      else return undefined;
    }
    const [id, second] = listing.byMarker.get(room.marker) ?? [];
    if (second !== undefined) {
      throw new Problem(
        'chatwork-room-ambiguous',
        {
          en: `the rooms ${id} and ${second} both carry the marker of tenant ${room.tenant}`,
          ja: `ルーム ${id} と ${second} の両方に契約会社 ${room.tenant} の目印があります`,
        },
        {
          en: 'take the marker out of the description of the one that is not in use',
          ja: '使っていないほうの説明から目印を消してください',
        },
      );
    }
    return id;
  }

  /** Tells the directory of a room that has just been made. */
  async note(room: ChatworkRoom, description: string): Promise<void> {
    const listing = await this.#list();
    listing.rooms.set(room.room_id, room);
    listing.looked.add(room.room_id);
    push(listing.byMarker, lastLine(description), room.room_id);
  }

  #list(): Promise<Listing> {
    this.#listing ??= this.#client.rooms().then(index, (error: unknown) => {
      // A failure is not kept: the next one asks again.
      this.#listing = undefined;
      throw error;
    });
    return this.#listing;
  }

  /** Looks into a room once; whoever wants the same room meanwhile waits for the same look. */
  #look(listing: Listing, id: number): Promise<void> {
    if (listing.looked.has(id)) return Promise.resolve();
    const underWay = listing.looks.get(id) ?? this.#read(listing, id).finally(() => listing.looks.delete(id));
    listing.looks.set(id, underWay);
    return underWay;
  }

  async #read(listing: Listing, id: number): Promise<void> {
    try {
      const { description } = await this.#client.room(id);
      if (listing.looked.has(id)) return;
      listing.looked.add(id);
      push(listing.byMarker, lastLine(description ?? ''), id);
    } catch (error) {
      // Gone since the listing: nobody's.
      if (error instanceof ChatworkProblem && error.code === 'chatwork-not-found') {
        listing.looked.add(id);
        return;
      }
      // Nothing is known of it: the next search looks again.
      listing.others.push(id);
      throw error;
    }
  }
}

interface Listing {
  rooms: Map<number, ChatworkRoom>;
  byName: Map<string, number[]>;
  byMarker: Map<string, number[]>;
  looked: Set<number>;
  /** Under way. */
  looks: Map<number, Promise<void>>;
  /** Not looked into yet, newest last. */
  others: number[];
}

/** Rooms that we do not administer cannot be a tenant's: a customer could have put a marker there. */
function index(rooms: readonly ChatworkRoom[]): Listing {
  const byName = new Map<string, number[]>();
  const ours = rooms.filter((room) => room.type === 'group' && room.role === 'admin');
  for (const room of ours) push(byName, room.name, room.room_id);
  const others = ours.map((room) => room.room_id).sort((a, b) => a - b);
  return {
    rooms: new Map(rooms.map((room) => [room.room_id, room])),
    byName,
    byMarker: new Map(),
    looked: new Set(),
    looks: new Map(),
    others: others.slice(-OTHERS),
  };
}

function push<K>(map: Map<K, number[]>, key: K, id: number): void {
  const list = map.get(key);
  if (list) list.push(id);
  else map.set(key, [id]);
}
