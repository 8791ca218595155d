import type { Server as HttpServer } from 'node:http';
import type { Vpc } from '../network/vpc.ts';
import { Api } from './api.ts';
import { InstanceMetadata } from './imds.ts';
import { Registry } from './registry.ts';

const METADATA = '169.254.169.254';
const API = '198.18.0.1';
const REGISTRY = '198.18.0.2';
const HTTPS = 443;
const PASSWORD = 'a-token-of-twelve-hours';

/** Of AWS, what a machine has to do with. Nothing of it is encrypted. */
export interface Aws {
  metadata: InstanceMetadata;
  api: Api;
  /** Where AWS's interfaces are, for whoever takes that from the environment. */
  endpoint: string;
  /** `<registry>/<repository>@sha256:…` */
  image: string;
  /** Files of the machine, by path, by which it finds all this. */
  standIns: Record<string, string>;
  end(): Promise<void>;
}

/** @param image of this machine's Docker */
export async function startAws(vpc: Vpc, { moto, image }: { moto: string; image: string }): Promise<Aws> {
  const metadata = new InstanceMetadata();
  const api = new Api(moto);
  const registry = await Registry.of(image, PASSWORD);
  const serve = async (
    server: HttpServer,
    at: Awaited<ReturnType<Vpc['outside']>>,
    address: string,
    port: number,
  ) => {
    const listening = await at.tcp(address, port);
    listening.on('connection', (socket) => server.emit('connection', socket));
    return listening;
  };
  const open = [
    await serve(metadata.server, await vpc.inside(METADATA), METADATA, 80),
    await serve(api.server, await vpc.outside(API), API, HTTPS),
    await serve(registry.server, await vpc.outside(REGISTRY), REGISTRY, HTTPS),
  ];
  const endpoint = `http://${API}:${HTTPS}`;
  const host = `${REGISTRY}:${HTTPS}`;
  return {
    metadata,
    api,
    endpoint,
    image: `${host}/denwaban-prod-node@${registry.digest}`,
    standIns: {
      '/usr/local/bin/aws': `#!/bin/sh\nexec /usr/bin/aws --endpoint-url ${endpoint} "$@"\n`,
      // It gives what ECR would, and only for the registry that it is asked for.
      '/usr/local/bin/docker-credential-ecr-login': `#!/bin/sh
[ "$1" = get ] && [ "$(cat)" = ${host} ] || exit 1
echo '{"Username":"AWS","Secret":"${PASSWORD}"}'
`,
      '/etc/docker/daemon.json': JSON.stringify({
        bridge: 'none',
        iptables: false,
        'insecure-registries': [host],
        // Of its options those count that a container with the same driver does not name itself.
        'log-driver': 'awslogs',
        'log-opts': { 'awslogs-endpoint': endpoint, 'awslogs-group': 'none', 'awslogs-region': 'none' },
      }),
    },
    async end() {
      for (const server of open) server.close();
      await registry.end();
    },
  };
}
