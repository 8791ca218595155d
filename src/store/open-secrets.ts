import { awsSecrets } from './aws-secrets.ts';
import { fileSecrets, type Secrets } from './secrets.ts';

/** Secrets from where a stack or a node keeps them: `aws:<prefix>`, AWS Secrets Manager; else the path of a file. */
export function openSecrets(location: string): Secrets {
  const prefix = /^aws:(.*)$/.exec(location)?.[1];
  return prefix === undefined ? fileSecrets(location) : awsSecrets(prefix);
}
