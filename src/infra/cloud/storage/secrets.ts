import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ManagedKey } from '../../access/key.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';
import { inHandsOf } from './store.ts';

/**
 * A place for each secret, under a key of their own. They are made empty, and a person puts the values in: a value that went through
 * here would lie in Pulumi's state, its history and its backups.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Secrets', name, {}, opts);
    const { account, stack, region, protect } = settings;
    const names = infraNames(stack, account);
    const key = new ManagedKey(
      'secrets',
      {
        account,
        alias: names.secretsKeyAlias,
        description: `Secrets of ${stack}`,
        protect,
        statements: [inHandsOf(`secretsmanager.${region}.amazonaws.com`, account)],
      },
      { parent: this },
    );
    for (const secret of settings.secrets) {
      new aws.secretsmanager.Secret(
        secret,
        { name: `${names.secrets}/${secret}`, kmsKeyId: key.arn, recoveryWindowInDays: 30 },
        { parent: this, protect },
      );
    }
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}
