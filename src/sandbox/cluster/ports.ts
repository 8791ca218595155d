import { ExecaError, execa } from 'execa';
import { Problem } from '../../domain/problem.ts';

/** A socket that the sandbox is going to open. */
export interface WantedPort {
  protocol: 'tcp' | 'udp';
  host: string;
  port: number;
}

/**
 * Problem `port-in-use` where somebody else has one of these, also by listening on every address: named before anything starts,
 * since what starts on a taken port fails in ways that nobody understands.
 */
export async function requireFree(wanted: readonly WantedPort[]): Promise<void> {
  const taken = (await listening()).split('\n').flatMap(parse);
  for (const { protocol, host, port } of wanted) {
    const holder = taken.find(
      (t) => t.protocol === protocol && t.port === port && (t.host === host || isWildcard(t.host)),
    );
    if (!holder) continue;
    throw new Problem(
      'port-in-use',
      {
        en: `${host} port ${port}/${protocol} is in use by ${holder.by ?? 'another program'}`,
        ja: `${host} のポート ${port}/${protocol} は${holder.by === undefined ? 'ほかのプログラム' : ` ${holder.by} `}が使っています`,
      },
      {
        en: 'Stop that, or give the sandbox another network: DENWABAN_SANDBOX_NET=127.0.30 (any 127.x.y that is free).',
        ja: 'それを止めるか、試験環境に別のネットワークを与えてください: DENWABAN_SANDBOX_NET=127.0.30（空いている 127.x.y）',
      },
    );
  }
}

async function listening(): Promise<string> {
  const flags = ['--no-header', '--listening', '--numeric', '--processes', '--tcp', '--udp'];
  try {
    return (await execa('ss', flags)).stdout;
  } catch (error) {
    if (!(error instanceof ExecaError) || error.code !== 'ENOENT') throw error;
    throw new Problem(
      'ss-missing',
      { en: 'there is no ss on this machine', ja: 'このマシンに ss がありません' },
      { en: 'Run as root: npm run setup', ja: 'root で npm run setup を実行してください' },
      {
        cause: error,
      },
    );
  }
}

interface Taken extends WantedPort {
  by?: string;
}

/** One line of ss: `udp UNCONN 0 0 127.0.10.11:5060 0.0.0.0:* users:(("asterisk",pid=7,fd=12))`. */
function parse(line: string): Taken[] {
  const [protocol, , , , local = ''] = line.trim().split(/\s+/);
  const match = /^(.*):(\d+)$/.exec(local);
  if (!match || (protocol !== 'tcp' && protocol !== 'udp')) return [];
  const user = /users:\(\("([^"]+)",pid=(\d+)/.exec(line);
  // An address may carry its interface: 127.0.0.53%lo.
  const host = (match[1] ?? '').replace(/%.*$/, '');
  return [
    { protocol, host, port: Number(match[2]), ...(user ? { by: `${user[1]} (process ${user[2]})` } : {}) },
  ];
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '*' || host === '[::]';
}
