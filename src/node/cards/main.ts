import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../store/open.ts';
import { CERTIFICATE_FILE } from '../desired/facts.ts';
import { nodeSettings } from '../settings.ts';
import { toldToEnd } from '../told-to-end.ts';
import { cardServer } from './server.ts';

const LOOK_MS = 2_000;

/**
 * `node.mjs cards`: operators' cards over HTTPS, with the certificate that phones are shown; another one is taken up without a new start. Runs
 * until it is told to end; an edge without a port for them, or without a certificate, serves none. @returns the exit code
 */
export async function runCards(): Promise<number> {
  const { address, cardsPort, root, store } = nodeSettings(process.env);
  const signal = toldToEnd();
  const certificate = () => readFile(`${root}/live/${CERTIFICATE_FILE}`, 'utf8').catch(() => '');
  let server: { shown: string; app: ReturnType<typeof cardServer> } | undefined;
  while (!signal.aborted) {
    const pem = cardsPort === undefined ? '' : await certificate();
    if (pem !== (server?.shown ?? '')) {
      await server?.app.close();
      server = undefined;
      if (pem !== '') {
        const app = cardServer(openStore(store, '/'), { cert: pem, key: pem });
        await app.listen({ host: address, port: cardsPort ?? 0 });
        server = { shown: pem, app };
      }
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
  await server?.app.close();
  return 0;
}
