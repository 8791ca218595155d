import type { MachineKind } from '../../domain/machine-kind.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { CARDS_PORT, mediaPorts, type NodePlace, nodePlaces, SMTP_PORT, SUBMISSION_PORT } from '../place.ts';
import { type Container, containerName } from './container.ts';
import { edgePorts, nodePorts } from './machine-ports.ts';
import { fileDigest } from './services.ts';

const IN_CONTAINER = '/etc/denwaban';

/** The containers of nodes and edges. What each may see: the store, the public half of the release key, the secrets, the clock. */
export async function machineContainers(
  stack: SandboxStack,
  home: SandboxHome,
  images: Readonly<Record<MachineKind, string>>,
): Promise<Container[]> {
  const { net } = stack.sandbox;
  const depends = [await fileDigest(home.secrets), await fileDigest(home.publicKey)];
  const container = (kind: MachineKind, { name, address }: NodePlace): Omit<Container, 'ports'> => ({
    name: containerName(net, name),
    net,
    image: images[kind],
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
    },
    depends,
  });
  const nodes = nodePlaces(stack).map((place, index): Container => {
    const ports = mediaPorts(net, index);
    const base = container('node', place);
    return {
      ...base,
      // The agent asks the kernel which sockets are those of its Postfix.
      capabilities: ['SYS_PTRACE'],
      environment: {
        ...base.environment,
        DENWABAN_RTP: ports.rtp,
        DENWABAN_UDPTL: ports.udptl,
        DENWABAN_SMTP_PORT: String(SMTP_PORT),
        DENWABAN_SUBMISSION_PORT: String(SUBMISSION_PORT),
      },
      ports: nodePorts(place.address),
    };
  });
  const edges = stack.edges.map((place): Container => {
    const base = container('edge', place);
    return {
      ...base,
      environment: { ...base.environment, DENWABAN_CARDS_PORT: String(CARDS_PORT) },
      ports: edgePorts(place.address),
    };
  });
  return [...nodes, ...edges];
}
