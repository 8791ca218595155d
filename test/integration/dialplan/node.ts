import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { DateTime } from 'luxon';
import pRetry from 'p-retry';
import type { Digest, NodeName } from '../../../src/domain/ids.ts';
import { ZONE } from '../../../src/domain/local-date.ts';
import { AmiConnection } from '../../../src/node/ami/connection.ts';
import { Facts } from '../../../src/node/desired/facts.ts';
import { layOwnFiles } from '../../../src/node/disk/own-files.ts';
import type { NodeSettings } from '../../../src/node/settings.ts';
import type { Rendering } from '../../../src/render/objects.ts';
import { docker } from '../../../src/sandbox/docker.ts';
import { ensureImages } from '../../../src/sandbox/images/image.ts';

export const PASSWORD = 'phone-password';

/** Of an announcement of one sample: 0.4 s. */
const SOUND_BYTES = 3_200;

/** Asterisk alone, from the node's image, on what rendering made; nothing of the agent runs. */
export interface BareNode {
  /** Of Docker. */
  container: string;
  ami: AmiConnection;
  /** The node's own folder: live and spool. */
  root: string;
  /** Where faxes come to lie. */
  faxes: string;
  /** Where it is written what became of calls. */
  calls: string;
  /** What Postfix finds under these keys in a map's text, by key. */
  mapped(map: string, keys: readonly string[]): Promise<Map<string, string>>;
  /** Sets a global variable. */
  set(variable: string, value: string): Promise<void>;
  /** Moves the node's clock to an instant in Japan. */
  clockTo(text: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param sounds whether announcements and music are there: without its announcements a call goes on to its end at once. Or the µ-law sample of
 * which each announcement consists, by its name, so that a caller knows which one it hears.
 * @param own tenants' own sounds, by digest
 */
export async function startBareNode(
  rendering: Rendering,
  address: string,
  {
    sounds = false,
    own = new Map(),
  }: { sounds?: boolean | Readonly<Record<string, number>>; own?: ReadonlyMap<Digest, Uint8Array> } = {},
): Promise<BareNode> {
  const { node: image } = await ensureImages(['node'], () => {});
  const root = await mkdtemp(join(tmpdir(), 'denwaban-dialplan-'));
  const name = `denwaban-dialplan-${process.pid}`;
  const settings: NodeSettings = {
    node: 'bare' as NodeName,
    address,
    externalAddress: address,
    store: '',
    publicKey: '',
    secrets: '',
    rtp: { start: 41000, end: 41399 },
    udptl: { start: 41400, end: 41499 },
    smtpPort: 2525,
    submissionPort: 2587,
    metricsReaders: [],
    root,
    clockFile: '',
    pollMs: 0,
    late: { room: 600, mail: 3_600, unwritten: 1_800 },
  };
  const facts = new Facts(settings, async () => PASSWORD);
  const files = [rendering.cluster, rendering.numbers, ...rendering.shards.values()].flatMap((p) => p.files);
  for (const file of files.filter((f) => f.path.startsWith('asterisk/'))) {
    const path = join(root, 'live', file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await facts.fill(file.content));
  }
  await mkdir(join(root, 'live', 'sounds'), { recursive: true });
  for (const [digest, bytes] of own) await writeFile(join(root, 'live', 'sounds', `${digest}.wav`), bytes);
  const manager = await layOwnFiles(settings);
  // At the same path within: what rendering and agent write names it.
  const run = ['run', '--detach', '--rm', '--name', name, '--network', 'host', '--volume', `${root}:${root}`];
  const faxes = join(root, 'spool', 'fax');
  const calls = join(root, 'spool', 'calls');
  for (const folder of [faxes, calls]) await mkdir(folder, { recursive: true });
  if (sounds !== true) {
    await mkdir(join(root, 'sounds'));
    for (const [announcement, sample] of Object.entries(sounds || {}))
      await writeFile(join(root, 'sounds', `${announcement}.ulaw`), Buffer.alloc(SOUND_BYTES, sample));
    run.push('--volume', `${root}/sounds:/usr/share/asterisk/sounds/denwaban:ro`);
  }
  await docker([
    ...run,
    '--entrypoint',
    'asterisk',
    image,
    '-f',
    '-C',
    `${root}/live/asterisk/asterisk.conf`,
  ]);
  const stop = async (): Promise<void> => {
    await docker(['rm', '--force', name]);
    await rm(root, { recursive: true, force: true });
  };
  const mapped = async (map: string, keys: readonly string[]): Promise<Map<string, string>> => {
    const file = join(root, 'map');
    await writeFile(file, map);
    const args = ['exec', '--interactive', name, 'postmap', '-q', '-', `texthash:${file}`];
    const { stdout } = await execa('docker', args, { input: keys.join('\n') });
    return new Map(stdout.split('\n').map((line) => line.split('\t') as [string, string]));
  };
  try {
    const ami = await pRetry(() => AmiConnection.open(manager), { retries: 75, minTimeout: 200, factor: 1 });
    await ami.action({ Action: 'Command', Command: 'core waitfullybooted' });
    for (const part of rendering.shards.values())
      for (const { digest, object } of part.tenants)
        for (const [key, value] of Object.entries(object.astdb))
          await ami.action({ Action: 'DBPut', Family: `denwaban/${digest}`, Key: key, Val: value });
    const set = async (Variable: string, Value: string): Promise<void> => {
      await ami.action({ Action: 'Setvar', Variable, Value });
    };
    const clockTo = (text: string): Promise<void> => {
      const instant = DateTime.fromISO(text, { zone: ZONE }).toSeconds();
      return set('DW_CLOCK', String(Math.ceil(instant - Date.now() / 1000)));
    };
    return { container: name, ami, root, faxes, calls, mapped, set, clockTo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
