import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { PrivateBucket } from '../../access/bucket.ts';
import type { Statement } from '../../access/document.ts';
import { ManagedKey } from '../../access/key.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';

/** The bucket of releases, pointers and status, under a key of its own. */
export class Store extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Store', name, {}, opts);
    const { account, stack, region, protect } = settings;
    const names = infraNames(stack, account);
    const key = new ManagedKey(
      'store',
      {
        account,
        alias: names.storeKeyAlias,
        description: `Store of ${stack}`,
        protect,
        statements: [inHandsOf(`s3.${region}.amazonaws.com`, account)],
      },
      { parent: this },
    );
    const bucket = new PrivateBucket(
      'store',
      { bucket: settings.store, key: key.arn, protect },
      { parent: this },
    );
    // Each heartbeat leaves a version behind. Objects and releases keep theirs: only store gc takes those away.
    new aws.s3.BucketLifecycleConfiguration(
      'store',
      {
        bucket: settings.store,
        rules: ['nodes/', 'lock/'].map((prefix) => ({
          id: `old-${prefix.slice(0, -1)}`,
          status: 'Enabled',
          filter: { prefix },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
        })),
      },
      { parent: this, dependsOn: [bucket] },
    );
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

/** Nobody opens anything with a key but through the one service that it is for. */
export function inHandsOf(service: string, account: string): Statement {
  return {
    sid: 'ThroughItsServiceAlone',
    effect: 'Deny',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    principals: { AWS: ['*'] },
    conditions: {
      StringEquals: { 'aws:PrincipalAccount': account },
      StringNotEquals: { 'kms:ViaService': service },
    },
  };
}
