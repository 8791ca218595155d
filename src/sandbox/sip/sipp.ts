import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecaError, execa } from 'execa';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { readMessage, type SipMessage } from './message.ts';
import { parseMessageLog } from './message-log.ts';

export type Scenario = 'carrier' | 'phone' | 'register';

/** How sipp is to run. */
export interface SippOptions {
  scenario: Scenario;
  /** The address that it speaks from, and listens on. */
  local: string;
  /** Always said: what sipp chooses by itself, a second sipp beside it may choose as well. */
  localPort: number;
  /** Where requests go; a scenario that only listens has none. */
  remote?: { host: string; port: number };
  /** Its working folder, for its own alone: lists and logs. */
  folder: string;
  /** Distinguishes several runs in one folder. */
  name: string;
  arguments?: readonly string[];
}

/** Media ports lie above the SIP ports of the same run. */
const MEDIA_OFFSET = 2_000;

export function messageFile(options: Pick<SippOptions, 'folder' | 'name'>): string {
  return join(options.folder, `${options.name}.messages.log`);
}

/** Starts sipp. Its exit code says little: what was said is read from the message log. */
export function startSipp(options: SippOptions) {
  const { remote, localPort } = options;
  const args = [
    ...(remote ? [`${remote.host}:${remote.port}`] : []),
    ...['-sf', join(PACKAGE_ROOT, 'src', 'sandbox', 'scenarios', `${options.scenario}.xml`)],
    ...['-i', options.local, '-mi', options.local, '-bind_local', '-nostdin'],
    ...['-p', String(localPort), '-mp', String(localPort + MEDIA_OFFSET)],
    ...['-trace_msg', '-message_file', messageFile(options)],
    ...['-trace_err', '-error_file', join(options.folder, `${options.name}.errors.log`)],
    ...(options.arguments ?? []),
  ];
  return execa('sipp', args, { cwd: options.folder, reject: false, stdin: 'ignore', stdout: 'ignore' });
}

/** Runs sipp to its end. Problem `sipp-missing`, `sipp-failed`, `sipp-silent` */
export async function runSipp(options: SippOptions & { timeoutMs: number }): Promise<void> {
  const child = startSipp(options);
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  try {
    refuseFailure(await child);
  } finally {
    clearTimeout(timer);
  }
}

/** Fails where sipp could not even begin; a call that failed (1) is a result. */
export function refuseFailure(result: {
  exitCode?: number | undefined;
  stderr: unknown;
  code?: string | undefined;
}): void {
  if (result instanceof ExecaError && result.code === 'ENOENT') {
    throw new Problem(
      'sipp-missing',
      { en: 'there is no sipp on this machine', ja: 'このマシンに sipp がありません' },
      { en: 'Run as root: npm run setup', ja: 'root で npm run setup を実行してください' },
    );
  }
  if (result.exitCode === 0 || result.exitCode === 1 || result.exitCode === 99) return;
  if (/address already in use/i.test(String(result.stderr))) {
    throw new Problem(
      'phones-busy',
      {
        en: "the operators' phones or the carrier's address are in use",
        ja: 'オペレーターの電話か通信事業者のアドレスが使用中です',
      },
      {
        en: 'Another call is being placed in this sandbox: wait until it has ended, then run this again.',
        ja: 'この試験環境で別の電話をかけています。終わってからもう一度実行してください',
      },
    );
  }
  const said = String(result.stderr ?? '')
    .trim()
    .split('\n')
    .at(-1);
  throw new Problem(
    'sipp-failed',
    said
      ? same(`sipp: ${said}`)
      : { en: 'sipp did not come to an end in time', ja: 'sipp が時間内に終わりませんでした' },
    {
      en: 'See whether another program uses these addresses, then run it again.',
      ja: 'ほかのプログラムがこれらのアドレスを使っていないか確かめて、もう一度実行してください',
    },
  );
}

/** Every message that a run has sent and received so far, in order. */
export async function readMessages(options: Pick<SippOptions, 'folder' | 'name'>): Promise<SipMessage[]> {
  const log = await readFile(messageFile(options)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  return parseMessageLog(log).flatMap((logged) => readMessage(logged) ?? []);
}

/**
 * A list from which each call takes its fields. Fields are ids, numbers and header lines of our own; what would be taken for syntax by sipp is
 * a defect of ours.
 */
export function injectionList(rows: readonly (readonly string[])[]): string {
  for (const field of rows.flat()) {
    if (/[;\r\n]/.test(field))
      throw new Problem(
        'sipp-field',
        { en: 'a field for sipp holds ; or a line break', ja: 'sipp に渡す値に ; か改行があります' },
        { en: 'Use plain numbers.', ja: 'ただの番号を使ってください' },
      );
  }
  return `SEQUENTIAL\n${rows.map((row) => row.join(';')).join('\n')}\n`;
}
