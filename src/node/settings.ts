import { isIPv4 } from 'node:net';
import { type NodeName, parseNodeName } from '../domain/ids.ts';
import { same } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';

/** What a node is told about itself from outside, by environment variables. */
export interface NodeSettings {
  node: NodeName;
  /** What SIP, SMTP and the manager interface bind to. */
  address: string;
  /** Where the node is seen from outside, where that differs. */
  externalAddress: string;
  /** `file:<folder>` or `s3://<bucket>[/<prefix>]`. */
  store: string;
  /** The key that releases are signed with: a PEM file, or `kms:<key>`. */
  publicKey: string;
  /** A file, or `aws:<prefix>`: Secrets Manager. */
  secrets: string;
  rtp: PortRange;
  udptl: PortRange;
  smtpPort: number;
  /** Where operators log in to hand reports in; nothing listens there unless the stack says so. */
  submissionPort: number;
  /** Where an edge serves operators' cards over HTTPS; undefined: not at all. */
  cardsPort?: number;
  /** Who may read the node's metrics besides the node itself. */
  metricsReaders: { network: string; bits: number }[];
  /** Namespace of CloudWatch's metrics, where the log goes to CloudWatch; undefined: it does not. */
  metricsNamespace?: string;
  /** Where everything of the node lies. */
  root: string;
  /** Seconds to add to the machine's clock; the sandbox alone has it. */
  clockFile: string;
  /** Milliseconds between looks at the store. */
  pollMs: number;
  /**
   * Seconds after which it is an alarm: a report that has not left, for a Chatwork room and by mail, and one that has not been written since its call
   * ended.
   */
  late: { room: number; mail: number; unwritten: number };
}

export interface PortRange {
  start: number;
  end: number;
}

/** Reads the settings. Problem `node-setting` names the variable that is missing or no good. */
export function nodeSettings(env: NodeJS.ProcessEnv): NodeSettings {
  const need = (name: string): string => env[name] || refuse(name, 'is not set');
  const name = parseNodeName(need('DENWABAN_NODE'));
  if (!name.ok) return refuse('DENWABAN_NODE', `must be ${name.problem.en}`);
  const root = env.DENWABAN_ROOT ?? '/var/lib/denwaban';
  const store = need('DENWABAN_STORE');
  return {
    node: name.value,
    address: need('DENWABAN_ADDRESS'),
    externalAddress: env.DENWABAN_EXTERNAL_ADDRESS ?? '',
    store,
    publicKey: need('DENWABAN_PUBLIC_KEY'),
    secrets: env.DENWABAN_SECRETS ?? '/run/denwaban/secrets.json',
    rtp: range('DENWABAN_RTP', env.DENWABAN_RTP ?? '10000-10999'),
    udptl: range('DENWABAN_UDPTL', env.DENWABAN_UDPTL ?? '4000-4999'),
    smtpPort: port('DENWABAN_SMTP_PORT', env.DENWABAN_SMTP_PORT ?? '25'),
    submissionPort: port('DENWABAN_SUBMISSION_PORT', env.DENWABAN_SUBMISSION_PORT ?? '587'),
    ...(env.DENWABAN_CARDS_PORT ? { cardsPort: port('DENWABAN_CARDS_PORT', env.DENWABAN_CARDS_PORT) } : {}),
    metricsReaders: networks('DENWABAN_METRICS_NETWORKS', env.DENWABAN_METRICS_NETWORKS ?? ''),
    ...(env.DENWABAN_METRICS_NAMESPACE ? { metricsNamespace: env.DENWABAN_METRICS_NAMESPACE } : {}),
    root,
    clockFile: env.DENWABAN_CLOCK_FILE ?? `${root}/clock`,
    // A folder costs nothing to look at; a bucket is paid by the request.
    pollMs: whole(
      'DENWABAN_POLL_MS',
      env.DENWABAN_POLL_MS ?? (store.startsWith('s3:') ? '2000' : '300'),
      'milliseconds',
    ),
    late: {
      room: whole('DENWABAN_LATE_ROOM_SECONDS', env.DENWABAN_LATE_ROOM_SECONDS ?? '600', 'seconds'),
      mail: whole('DENWABAN_LATE_MAIL_SECONDS', env.DENWABAN_LATE_MAIL_SECONDS ?? '3600', 'seconds'),
      unwritten: whole(
        'DENWABAN_LATE_UNWRITTEN_SECONDS',
        env.DENWABAN_LATE_UNWRITTEN_SECONDS ?? '1800',
        'seconds',
      ),
    },
  };
}

function networks(name: string, text: string): { network: string; bits: number }[] {
  return text
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map((one) => {
      const [network = '', bits = '32'] = one.split('/');
      if (!isIPv4(network) || !/^\d{1,2}$/.test(bits) || Number(bits) > 32)
        return refuse(name, `has ${JSON.stringify(one)}, which is no network such as 192.0.2.0/24`);
      return { network, bits: Number(bits) };
    });
}

function range(name: string, text: string): PortRange {
  const [start, end, ...more] = text.split('-').map((p) => port(name, p));
  if (start === undefined || end === undefined || more.length > 0 || start > end) {
    return refuse(name, `is ${JSON.stringify(text)}, not START-END`);
  }
  return { start, end };
}

function port(name: string, text: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 && value < 65_536
    ? value
    : refuse(name, `has ${JSON.stringify(text)}, which is no port`);
}

function whole(name: string, text: string, unit: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0
    ? value
    : refuse(name, `has ${JSON.stringify(text)}, which is no number of ${unit}`);
}

function refuse(name: string, why: string): never {
  throw new Problem(
    'node-setting',
    same(`${name} ${why}`),
    same('Set it in the environment that the container is started with.'),
  );
}
