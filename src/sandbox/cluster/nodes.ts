import { AMI_PORT } from '../../node/disk/own-files.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { mediaPorts, nodePlaces, SIP_PORT, SMTP_PORT } from '../place.ts';
import { type Container, containerName } from './container.ts';
import { fileDigest } from './services.ts';

const IN_CONTAINER = '/etc/denwaban';

/** The nodes' containers. What each may see: the store, the public half of the release key, the secrets, the clock. */
export async function nodeContainers(
  stack: SandboxStack,
  home: SandboxHome,
  imageId: string,
): Promise<Container[]> {
  const { net } = stack.sandbox;
  const depends = [await fileDigest(home.secrets), await fileDigest(home.publicKey)];
  return nodePlaces(stack).map(({ name, address }, index) => {
    const ports = mediaPorts(net, index);
    return {
      name: containerName(net, name),
      net,
      image: imageId,
      // The agent asks the kernel which sockets are those of its Postfix.
      capabilities: ['SYS_PTRACE'],
      mounts: [
        `${home.store}:/store`,
        `${home.publicKey}:${IN_CONTAINER}/release.pub:ro`,
        `${home.secrets}:${IN_CONTAINER}/secrets.json:ro`,
        `${home.clock}:${IN_CONTAINER}/clock:ro`,
      ],
      environment: {
        DENWABAN_NODE: name,
        DENWABAN_ADDRESS: address,
        DENWABAN_STORE: 'file:/store',
        DENWABAN_PUBLIC_KEY: `${IN_CONTAINER}/release.pub`,
        DENWABAN_SECRETS: `${IN_CONTAINER}/secrets.json`,
        DENWABAN_CLOCK_FILE: `${IN_CONTAINER}/clock`,
        DENWABAN_RTP: ports.rtp,
        DENWABAN_UDPTL: ports.udptl,
        DENWABAN_SMTP_PORT: String(SMTP_PORT),
      },
      ports: [
        { protocol: 'udp', host: address, port: SIP_PORT },
        { protocol: 'tcp', host: address, port: SIP_PORT },
        { protocol: 'tcp', host: address, port: AMI_PORT },
        { protocol: 'tcp', host: address, port: SMTP_PORT },
      ],
      depends,
    };
  });
}
