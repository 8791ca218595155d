import type { MachineFacts } from '../../src/infra/cloud/user-data/machine-facts.ts';
import { PUBLIC_KEY_PEM } from './cloud-stand-in.ts';

/** What a node of the prod stack is told, but for what a test says otherwise. */
export function machineFacts(more: Partial<MachineFacts> = {}): MachineFacts {
  return {
    name: 'node1',
    kind: 'node',
    address: '10.20.0.21',
    externalAddress: '198.51.100.1',
    region: 'ap-northeast-1',
    store: 'denwaban-prod-store-123456789012',
    secrets: 'denwaban/prod',
    publicKey: PUBLIC_KEY_PEM,
    image: `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/denwaban-prod-node@sha256:${'ab'.repeat(32)}`,
    logGroup: '/denwaban/prod/machines',
    group: 'denwaban-prod-node1',
    metrics: 'Denwaban/prod',
    ...more,
  };
}
