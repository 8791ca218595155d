import { openSession } from '../../src/apply/session.ts';
import type { ChatworkClient } from '../../src/chatwork/client.ts';
import { readRoom } from '../../src/chatwork/live-room.ts';
import { readRooms } from '../../src/sandbox/chat.ts';
import { containerName, containersOf } from '../../src/sandbox/cluster/container.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { nodePlaces } from '../../src/sandbox/place.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { LIVE, onNode } from './node-by-hand.ts';
import { PROJECT } from './sandbox.ts';

/** What a node's own programs say, one part after the other. */
const QUESTIONS = `
ask() { asterisk -C ${LIVE}/asterisk/asterisk.conf -rx "$1"; echo '=='; }
ask 'dialplan show'
ask 'database show'
ask 'dialplan show globals' | grep -v DW_CLOCK
for map in ${LIVE}/postfix/*.cdb; do [ ! -e "$map" ] || { echo "$map"; postmap -s "cdb:\${map%.cdb}" | sort; }; done
`;

/**
 * Everything that callers and customers meet, as the running nodes and Chatwork tell it, without what differs by chance: numbers of rooms, the
 * order in which contexts were loaded, and old versions that a node is about to forget.
 */
export async function liveState(stack: SandboxStack, client: ChatworkClient) {
  const running = await containersOf(stack.sandbox.net, 'running');
  const nodes = await Promise.all(
    nodePlaces(stack).map(async ({ name }) =>
      running.includes(containerName(stack.sandbox.net, name)) ? await nodeState(stack, name) : 'down',
    ),
  );
  return { nodes, rooms: await roomsState(stack, client) };
}

async function nodeState(stack: SandboxStack, name: string) {
  const said = (await onNode(stack.sandbox.net, name, QUESTIONS)).split(/^==\n/m);
  const [dialplan = '', values = '', globals = '', mail = ''] = said;
  const contexts = contextsOf(dialplan);
  const live = contexts.map(([, text]) => text).join('');
  const library = /Set\(DW_LIB=(dw-\w+)\)/.exec(live)?.[1];
  const objects = new Set([...live.matchAll(/Set\(DW_OBJECT=(\w+)\)/g)].map(([, digest]) => digest));
  const { blobs } = openSession(PROJECT, stack);
  const node = stack.nodes.find((one) => one.name === name)?.name;
  if (!node) throw new Error(`no node ${name}`);
  const pointers = await Promise.all(
    (await desiredParts(blobs, node)).map(async (part) => [
      part,
      (await readPointer(blobs, node, part))?.release,
    ]),
  );
  return {
    pointers,
    contexts: contexts.filter(([context]) => !isLibrary(context) || context.startsWith(`${library}-`)),
    values: values.split('\n').filter((line) => objects.has(/^\/denwaban\/(\w+)\//.exec(line)?.[1])),
    globals,
    mail,
  };
}

/** `dw-<version>-…` */
function isLibrary(context: string): boolean {
  return /^dw-[0-9a-f]{8}-/.test(context);
}

/** Each context's name and text, sorted. */
function contextsOf(dialplan: string): [string, string][] {
  const texts = dialplan.split(/^(?=\[ Context ')/m).filter((text) => text.startsWith('[ Context '));
  return texts
    .map((text): [string, string] => [/'([^']+)'/.exec(text)?.[1] ?? '', text.replace(/^-= .*/m, '').trim()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

async function roomsState(stack: SandboxStack, client: ChatworkClient) {
  const rooms = await Promise.all((await readRooms(stack)).map(({ roomId }) => readRoom(client, roomId)));
  return rooms
    .flatMap((room) => room ?? [])
    .map(({ details: { name, description }, members, link }) => ({
      name,
      description,
      members,
      link: { public: link.public, approval: link.need_acceptance },
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
