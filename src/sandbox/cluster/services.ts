import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { servicePlaces } from '../place.ts';
import { SETTINGS_VARIABLE, type ServiceSettings } from '../services/settings.ts';
import { type Container, containerName } from './container.ts';

/**
 * The stand-ins' container: denwaban's own compiled code on the Node.js of the node image. In a container, so that it outlives the
 * command that starts it and goes with `down`.
 */
export async function servicesContainer(
  stack: SandboxStack,
  home: SandboxHome,
  imageId: string,
): Promise<Container> {
  const settings: ServiceSettings = {
    places: servicePlaces(stack),
    chatworkAccount: stack.chatwork.account,
    chatworkToken: stack.chatwork.token,
    chatworkShortened: Number(process.env.DENWABAN_CHATWORK_SHORTENED ?? 1),
    paths: {
      store: '/store',
      secrets: '/run/secrets.json',
      mail: '/data/mail',
      chatwork: '/data/chatwork.json',
    },
  };
  const { net } = stack.sandbox;
  const code = ['dist', 'node_modules', 'package.json'].map(
    (name) => `${join(PACKAGE_ROOT, name)}:/app/${name}:ro`,
  );
  return {
    name: containerName(net, 'services'),
    net,
    image: imageId,
    mounts: [
      ...code,
      `${home.store}:/store:ro`,
      `${home.secrets}:/run/secrets.json:ro`,
      `${home.services}:/data`,
    ],
    environment: { [SETTINGS_VARIABLE]: JSON.stringify(settings) },
    ports: Object.values(settings.places).map(({ host, port }) => ({ protocol: 'tcp', host, port })),
    command: ['node', '--disable-warning=ExperimentalWarning', '/app/dist/sandbox/services/main.js'],
    depends: [
      await readFile(join(PACKAGE_ROOT, 'dist', '.sources'), 'utf8').catch(() => ''),
      await fileDigest(home.secrets),
    ],
  };
}

/** Tells that a mounted file changed: a container keeps the file that it was started with. */
export async function fileDigest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
