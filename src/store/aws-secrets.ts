import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import type { SecretRef } from '../model/stack.ts';
import { AWS_CLIENT, awsError, awsProblem } from './aws.ts';
import type { Secrets } from './secrets.ts';

type Sdk = typeof import('@aws-sdk/client-secrets-manager');

/** For so long a value is not asked for again: a file of phones names a hundred, and is filled in at every look. Milliseconds. */
const FRESH = 5 * 60_000;

/**
 * Secrets from AWS Secrets Manager: `secret://name#3` is the text of the secret `<prefix>name` at its version stage `v3`, so that two
 * versions are there side by side while releases that name the older one are still live.
 *
 * A value that was read once goes on to be used while AWS does not answer: a node has to be able to give back what it served.
 *
 * Problems `secret-missing`, `secrets-denied`, `secrets-unreachable`, `secrets-failed`.
 */
export function awsSecrets(prefix: string): Secrets {
  const known = new Map<SecretRef, { value: string; at: number }>();
  let opened: Promise<{ sdk: Sdk; client: SecretsManagerClient }> | undefined;
  const open = () => {
    opened ??= import('@aws-sdk/client-secrets-manager').then((sdk) => ({
      sdk,
      client: new sdk.SecretsManagerClient(AWS_CLIENT),
    }));
    return opened;
  };
  return async (ref) => {
    const before = known.get(ref);
    if (before && performance.now() - before.at < FRESH) return before.value;
    const [, name = '', version = ''] = /^secret:\/\/([^#]+)#(.+)$/.exec(ref) ?? [];
    const { sdk, client } = await open();
    try {
      const { SecretString } = await client.send(
        new sdk.GetSecretValueCommand({ SecretId: `${prefix}${name}`, VersionStage: `v${version}` }),
      );
      if (SecretString === undefined)
        throw missing(ref, prefix, { en: 'is not text', ja: '文字ではありません' });
      known.set(ref, { value: SecretString, at: performance.now() });
      return SecretString;
    } catch (error) {
      const { name: why } = awsError(error);
      if (why === 'ResourceNotFoundException')
        throw missing(
          ref,
          prefix,
          { en: 'is not in Secrets Manager', ja: 'Secrets Manager にありません' },
          error,
        );
      if (why === 'InvalidRequestException')
        throw missing(
          ref,
          prefix,
          {
            en: 'is about to be deleted from Secrets Manager',
            ja: 'Secrets Manager から削除されるところです',
          },
          error,
        );
      const right = RIGHT;
      const problem = awsProblem(error, { what: 'secrets', where: secretsManager(ref), right });
      if (before && problem instanceof Problem && problem.code === 'secrets-unreachable') return before.value;
      throw problem;
    }
  };
}

const RIGHT = {
  en: 'secretsmanager:GetSecretValue, and kms:Decrypt where the secret has a key of its own',
  ja: 'secretsmanager:GetSecretValue と、秘密に専用の鍵があるなら kms:Decrypt',
};

function secretsManager(ref: SecretRef): Text {
  return { en: `Secrets Manager, for ${ref},`, ja: `Secrets Manager（${ref}）` };
}

function missing(ref: SecretRef, prefix: string, why: Text, cause?: unknown): Problem {
  const name = `${prefix}${ref.replace(/^secret:\/\/|#.*$/g, '')}`;
  const stage = ref.replace(/^.*#/, 'v');
  return new Problem(
    'secret-missing',
    {
      en: `${ref} ${why.en}: the secret ${name} with the version stage ${stage}`,
      ja: `${ref} が${why.ja}（秘密 ${name}、版のステージ ${stage}）`,
    },
    {
      en: 'put it there (aws secretsmanager put-secret-value … --version-stages), or mend the reference in the stack',
      ja: 'そこに置くか（aws secretsmanager put-secret-value … --version-stages）、スタックの参照を直してください',
    },
    { cause },
  );
}
