import { createServer, type Server } from 'node:http';

const BASE = '/latest/meta-data/';
const TOKEN = 'a-token';
const ROLE = 'machine';

/** Instance metadata in version 2 alone, as the launch template asks for: without a token nothing is told. */
export class InstanceMetadata {
  readonly instance = 'i-0123456789abcdef0';
  readonly server: Server;
  /** What its group wants of the machine. */
  targetLifecycleState = 'InService';

  constructor() {
    this.server = createServer((request, response) => {
      const { method, url = '', headers } = request;
      if (method === 'PUT' && url === '/latest/api/token') {
        response.setHeader('x-aws-ec2-metadata-token-ttl-seconds', '60');
        response.end(TOKEN);
        return;
      }
      const told = headers['x-aws-ec2-metadata-token'] === TOKEN ? this.#tell(url) : undefined;
      response.statusCode = told !== undefined ? 200 : headers['x-aws-ec2-metadata-token'] ? 404 : 401;
      response.end(told);
    });
  }

  #tell(url: string): string | undefined {
    const told: Record<string, string> = {
      'instance-id': this.instance,
      'autoscaling/target-lifecycle-state': this.targetLifecycleState,
      'iam/security-credentials/': ROLE,
      [`iam/security-credentials/${ROLE}`]: JSON.stringify({
        Code: 'Success',
        AccessKeyId: 'test',
        SecretAccessKey: 'test',
        Token: 'test',
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    };
    return url.startsWith(BASE) ? told[url.slice(BASE.length)] : undefined;
  }
}
