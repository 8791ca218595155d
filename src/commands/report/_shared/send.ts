import { createTransport } from 'nodemailer';
import { Problem } from '../../../domain/problem.ts';
import type { Stack } from '../../../model/stack.ts';
import { SMTP_PORT } from '../../../sandbox/place.ts';

/** A report as an operator writes it. */
export interface Report {
  to: string;
  subject: string;
  text: string;
  /** The calls that it is about, by their ids (X-Denwaban-Call). */
  calls?: readonly string[];
}

const PATIENCE_MS = 10_000;
/** Where nodes take mail, but in the sandbox. */
const USUAL_SMTP_PORT = 25;

/**
 * Hands a report to the first node that takes it, as an operator's mail program does.
 * @returns the node's name
 * @throws {Problem} report-refused: a node says no for good. report-not-taken: no node could be reached, or none can take it now
 */
export async function sendReport(stack: Stack, report: Report): Promise<string> {
  const failures: string[] = [];
  for (const { name, address } of stack.nodes) {
    if (address === undefined) continue;
    try {
      await sendTo(stack, address, report);
      return name;
    } catch (error) {
      const answer = error as { responseCode?: number; response?: string; code?: string; message: string };
      if (answer.responseCode !== undefined && answer.responseCode >= 500) {
        throw new Problem(
          'report-refused',
          {
            en: `${name} refuses a report to ${report.to}: ${answer.response}`,
            ja: `${name} が ${report.to} への報告を断りました: ${answer.response}`,
          },
          {
            en: 'check tenant and person with: denwaban report route',
            ja: '契約会社と名簿の人を denwaban report route で確かめてください',
          },
          { cause: error },
        );
      }
      failures.push(`${name}: ${answer.response ?? answer.code ?? answer.message}`);
    }
  }
  throw new Problem(
    'report-not-taken',
    {
      en: `no node takes the report (${failures.join('; ') || 'the stack names no addresses'})`,
      ja: `報告を受け付けるノードがありません（${failures.join('; ') || 'スタックにアドレスがありません'}）`,
    },
    stack.sandbox
      ? { en: 'run: denwaban sandbox up', ja: 'denwaban sandbox up を実行してください' }
      : {
          en: 'try again later, and look at the nodes',
          ja: 'ノードを調べて、後でもう一度実行してください',
        },
  );
}

async function sendTo(stack: Stack, address: string, { calls = [], ...report }: Report): Promise<void> {
  const transport = createTransport({
    host: address,
    port: stack.sandbox ? SMTP_PORT : USUAL_SMTP_PORT,
    name: `operator.${stack.report.domain}`,
    // The sandbox's nodes have no certificates. Its operators are those of their own network, not of 127.0.0.1.
    ...(stack.sandbox ? { ignoreTLS: true, localAddress: `${stack.sandbox.net}.101` } : {}),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const headers = { 'X-Denwaban-Call': [...calls] };
    await transport.sendMail({ from: `operator@${stack.report.domain}`, ...report, headers });
  } finally {
    transport.close();
  }
}
