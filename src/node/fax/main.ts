import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { problemText } from '../agent/report.ts';
import { gatewaySettings } from '../gateway/settings.ts';
import { asteriskStarted } from '../live/asterisk-started.ts';
import { nodeSettings } from '../settings.ts';
import { toldToEnd } from '../told-to-end.ts';
import { FaxDesk } from './desk.ts';

const TURN_MS = 1_000;
const PATIENCE_MS = 60_000;

/** `node.mjs fax`: reports received faxes; runs until it is told to end. @returns the exit code */
export async function runFax(): Promise<number> {
  const { root, address, smtpPort } = nodeSettings(process.env);
  const signal = toldToEnd();
  const log = (line: string) => process.stdout.write(`fax: ${line}\n`);
  const desk = new FaxDesk({
    spool: `${root}/spool/fax`,
    domain: async () => (await gatewaySettings({ folder: `${root}/live/gateway` })).domain,
    asterisk: asteriskStarted,
    // From the node's own address: by it Postfix knows that it may be written to.
    postfix: nodemailer.createTransport({
      host: address,
      port: smtpPort,
      localAddress: address,
      ignoreTLS: true,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
    now: Date.now,
    log,
  });
  while (!signal.aborted) {
    await desk.turn().catch((error: unknown) => log(problemText(error, (text) => text)));
    await sleep(TURN_MS, undefined, { signal }).catch(() => {});
  }
  return 0;
}
