import type { ChatworkLink, ChatworkMember, ChatworkRoomDetails, MemberList, Role } from './client.ts';
import { normaliseDescription } from './marker.ts';

/** A room as it is to be; the description with its marker. */
export interface WantedRoom {
  name: string;
  description: string;
  members: MemberList;
  link: boolean;
}

/** A room as it is. */
export interface LiveRoom {
  details: Pick<ChatworkRoomDetails, 'name' | 'description'>;
  members: readonly ChatworkMember[];
  link: ChatworkLink;
}

/** What differs between the two. */
export type RoomDifference =
  | { item: 'name' | 'description'; expected: string; found: string }
  | { item: 'member'; account: number; expected: Role; found?: Role }
  | { item: 'link'; expected: boolean; found: boolean }
  | { item: 'approval'; expected: true; found: false };

/**
 * Compares name, description, the roles of the people in the file, the link, and that whoever follows it needs an admin's approval: without,
 * anybody who has the link reads every report. Other people are no difference: customers join by the link.
 */
export function roomDifferences(wanted: WantedRoom, live: LiveRoom): RoomDifference[] {
  const differences: RoomDifference[] = [];
  const { name } = live.details;
  if (name !== wanted.name) differences.push({ item: 'name', expected: wanted.name, found: name });
  const description = normaliseDescription(live.details.description ?? '');
  if (description !== normaliseDescription(wanted.description)) {
    differences.push({ item: 'description', expected: wanted.description, found: description });
  }
  differences.push(...memberDifferences(wanted, live));
  if (live.link.public !== wanted.link) {
    differences.push({ item: 'link', expected: wanted.link, found: live.link.public });
  } else if (wanted.link && live.link.need_acceptance !== true) {
    differences.push({ item: 'approval', expected: true, found: false });
  }
  return differences;
}

function memberDifferences(wanted: WantedRoom, live: Pick<LiveRoom, 'members'>): RoomDifference[] {
  const differences: RoomDifference[] = [];
  const roles = new Map(live.members.map((member) => [member.account_id, member.role]));
  for (const { accountId, role } of wanted.members) {
    const found = roles.get(accountId);
    if (found === role) continue;
    differences.push({
      item: 'member',
      account: accountId,
      expected: role,
      ...(found === undefined ? {} : { found }),
    });
  }
  return differences;
}

/** The accounts in a room that are not in the tenant's file, sorted. */
export function otherPeople(wanted: WantedRoom, live: Pick<LiveRoom, 'members'>): number[] {
  const ours = new Set(wanted.members.map((member) => member.accountId));
  return live.members
    .map((m) => m.account_id)
    .filter((account) => !ours.has(account))
    .sort((a, b) => a - b);
}

/**
 * The list to send where roles change: everybody who is in the room stays, with the file's roles for the file's people. undefined: they are
 * as the file has them.
 */
export function mergedMembers(wanted: WantedRoom, live: Pick<LiveRoom, 'members'>): MemberList | undefined {
  if (memberDifferences(wanted, live).length === 0) return undefined;
  const roles = new Map(live.members.map((member) => [member.account_id, member.role]));
  for (const { accountId, role } of wanted.members) roles.set(accountId, role);
  return [...roles]
    .map(([accountId, role]) => ({ accountId, role }))
    .sort((a, b) => a.accountId - b.accountId);
}
