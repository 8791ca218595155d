import { PORTS, spanText } from '../ports.ts';
import type { MachineFacts } from './machine-facts.ts';

/** Where the public half of the release key lies, on the machine and in the container. */
export const PUBLIC_KEY = '/etc/denwaban/release.pub';

/**
 * Milliseconds between looks at the store: each look is some requests to S3, which are paid for. The sandbox looks ten times as often
 * (docs/cost.md).
 */
const POLL_MS = 3000;

/** The environment of the image's container: src/node/settings.ts reads it. */
export function containerEnvironment(facts: MachineFacts): Record<string, string> {
  return {
    DENWABAN_NODE: facts.name,
    DENWABAN_ADDRESS: facts.address,
    DENWABAN_EXTERNAL_ADDRESS: facts.externalAddress,
    DENWABAN_STORE: `s3://${facts.store}`,
    // What src/store/aws-secrets.ts puts before a name, its slash too.
    DENWABAN_SECRETS: `aws:${facts.secrets}/`,
    DENWABAN_PUBLIC_KEY: PUBLIC_KEY,
    DENWABAN_RTP: spanText(PORTS.rtp),
    DENWABAN_UDPTL: spanText(PORTS.udptl),
    DENWABAN_SMTP_PORT: String(PORTS.smtp),
    DENWABAN_SUBMISSION_PORT: String(PORTS.submission),
    ...(facts.kind === 'edge' ? { DENWABAN_CARDS_PORT: String(PORTS.cards) } : {}),
    DENWABAN_METRICS_NAMESPACE: facts.metrics,
    DENWABAN_POLL_MS: String(POLL_MS),
    AWS_REGION: facts.region,
  };
}

/** As docker and systemd read it: a line each, no quoting. */
export function environmentFile(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (/[\r\n\0]/.test(value)) throw new Error(`${name} has more than one line`);
      return `${name}=${value}\n`;
    })
    .join('');
}
