import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { imageName } from '../../../src/sandbox/images/image.ts';
import { faxTiff } from './tiff.ts';

/** How the sender goes on after the answer: as a gateway that knows T.38, or as one that has sound alone. */
export type Line = 't38' | 'audio';

/** What the sender calls itself, and what may be left of it. */
export const STATION = { said: '03 1$(id)[To:1]|x', kept: '03 1idTo1x' };

/** Fax machines behind a carrier: an Asterisk of the node's image, and nothing of the node in it. */
export class FaxSender {
  readonly #container: string;
  readonly #folder: string;

  private constructor(container: string, folder: string) {
    this.#container = container;
    this.#folder = folder;
  }

  /** @param documents by name: rows of noise of each page */
  static async start(
    address: string,
    caller: string,
    documents: Record<string, number[]>,
  ): Promise<FaxSender> {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-sender-'));
    const sender = new FaxSender(`denwaban-fax-sender-${address.replaceAll('.', '-')}`, folder);
    await mkdir(join(folder, 'etc'));
    for (const [name, text] of Object.entries(configuration(address, caller)))
      await writeFile(join(folder, 'etc', name), text);
    for (const [name, noise] of Object.entries(documents))
      await writeFile(join(folder, `${name}-raw.tif`), faxTiff(noise));
    const compress = Object.keys(documents).map(
      (name) => `tiffcp -c g4 /sender/${name}-raw.tif /sender/${name}.tif`,
    );
    const script = [
      'mkdir -p /run/asterisk',
      ...compress,
      'exec asterisk -f -C /sender/etc/asterisk.conf',
    ].join(' && ');
    await execa('docker', ['rm', '--force', sender.#container], { reject: false });
    await execa('docker', [
      ...[
        'run',
        '--detach',
        '--name',
        sender.#container,
        '--network',
        'host',
        '--volume',
        `${folder}:/sender`,
      ],
      ...['--entrypoint', 'sh', imageName('node'), '-euc', script],
    ]);
    await sender.#asterisk('core waitfullybooted');
    return sender;
  }

  async stop(): Promise<void> {
    await execa('docker', ['rm', '--force', '--volumes', this.#container], { reject: false });
    await rm(this.#folder, { recursive: true, force: true });
  }

  async send(document: string, number: string, node: string, line: Line): Promise<void> {
    await this.#asterisk(
      `channel originate PJSIP/${line}/sip:${number}@${node}:5060 extension ${document}@send`,
    );
  }

  /** Hangs up all that it sends. */
  async hangUp(): Promise<void> {
    await this.#asterisk('channel request hangup all');
  }

  async logs(): Promise<string> {
    const { all } = await execa('docker', ['logs', '--tail', '30', this.#container], {
      all: true,
      reject: false,
    });
    return all;
  }

  async #asterisk(command: string): Promise<void> {
    const args = ['exec', this.#container, 'asterisk', '-C', '/sender/etc/asterisk.conf', '-rx', command];
    for (let tries = 1; ; tries += 1) {
      const { exitCode, all } = await execa('docker', args, { all: true, reject: false });
      if (exitCode === 0) return;
      if (tries === 60) throw new Error(`${all}; ${await this.logs()}`);
      await new Promise((done) => setTimeout(done, 250));
    }
  }
}

function configuration(address: string, caller: string): Record<string, string> {
  const endpoint = (name: Line) => `[${name}]
type=endpoint
transport=udp
context=none
disallow=all
allow=ulaw
from_user=${caller}
media_address=${address}
bind_rtp_to_media_address=yes
t38_udptl=${name === 't38' ? 'yes' : 'no'}
t38_udptl_ec=redundancy
t38_bind_udptl_to_media_address=yes
`;
  const modules = [
    ...[
      'pbx_config',
      'func_callerid',
      'res_clioriginate',
      'res_sorcery_config',
      'res_sorcery_memory',
      'res_sorcery_astdb',
    ],
    ...[
      'res_pjproject',
      'res_pjsip',
      'res_pjsip_session',
      'res_pjsip_pubsub',
      'res_pjsip_caller_id',
      'res_pjsip_sdp_rtp',
    ],
    ...[
      'res_pjsip_t38',
      'chan_pjsip',
      'res_rtp_asterisk',
      'res_timing_timerfd',
      'codec_ulaw',
      'codec_resample',
    ],
    ...['res_fax', 'res_fax_spandsp'],
  ];
  return {
    'asterisk.conf':
      '[directories]\nastetcdir => /sender/etc\nastrundir => /run/asterisk\n[options]\nverbose=3\nexecincludes=no\n',
    'logger.conf': '[general]\n[logfiles]\nconsole => notice,warning,error,verbose\n',
    'modules.conf': `[modules]\nautoload=no\n${modules.map((name) => `load = ${name}.so\n`).join('')}`,
    'rtp.conf': '[general]\nrtpstart=13300\nrtpend=13399\n',
    'udptl.conf': '[general]\nudptlstart=23300\nudptlend=23399\nudptlfecentries=3\nudptlfecspan=3\n',
    'pjsip.conf': `[udp]\ntype=transport\nprotocol=udp\nbind=${address}:5060\n${endpoint('t38')}${endpoint('audio')}`,
    'extensions.conf': `[send]
; Not h: that is where a call ends.
exten => _[a-z][a-z].,1,Set(FAXOPT(localstationid)=${STATION.said})
 same => n,SendFAX(/sender/\${EXTEN}.tif,f)
 same => n,Hangup()
[none]
`,
  };
}
