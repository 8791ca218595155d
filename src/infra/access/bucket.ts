import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, type Statement } from './document.ts';

export interface PrivateBucketArgs {
  bucket: string;
  /** The key that everything lies under; without one S3's own. */
  key?: pulumi.Input<string>;
  protect: boolean;
}

/** A bucket that the world cannot see, over TLS alone, that keeps what is overwritten and what is deleted. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:PrivateBucket', name, {}, opts);
    const child = { parent: this };
    const bucket = new aws.s3.Bucket(name, { bucket: args.bucket }, { ...child, protect: args.protect });
    this.arn = bucket.arn;
    const on = { bucket: bucket.bucket };
    new aws.s3.BucketVersioning(
      name,
      { ...on, versioningConfiguration: { status: 'Enabled' } },
      { ...child, protect: args.protect },
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        ...on,
        rules: [
          {
            applyServerSideEncryptionByDefault:
              args.key === undefined
                ? { sseAlgorithm: 'AES256' }
                : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: args.key },
            bucketKeyEnabled: args.key !== undefined,
          },
        ],
      },
      child,
    );
    new aws.s3.BucketOwnershipControls(
      name,
      { ...on, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      child,
    );
    const block = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        ...on,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { ...child, protect: args.protect },
    );
    const statements = bucketStatements(`arn:aws:s3:::${args.bucket}`, args.key);
    new aws.s3.BucketPolicy(
      name,
      { ...on, policy: policyDocument(statements) },
      { ...child, dependsOn: [block] },
    );
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * What a bucket refuses whoever asks. A put that names no encryption gets the bucket's own; one that names another is refused.
 */
export function bucketStatements(arn: string, key: pulumi.Input<string> | undefined): Statement[] {
  const put = {
    effect: 'Deny',
    actions: ['s3:PutObject'],
    resources: [`${arn}/*`],
    principals: '*',
  } as const;
  const algorithm = key === undefined ? 'AES256' : 'aws:kms';
  return [
    {
      sid: 'TlsOnly',
      effect: 'Deny',
      actions: ['s3:*'],
      resources: [arn, `${arn}/*`],
      principals: '*',
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      ...put,
      sid: 'NoOtherEncryption',
      conditions: isOther('s3:x-amz-server-side-encryption', algorithm, 'StringNotEquals'),
    },
    ...(key === undefined
      ? []
      : [
          {
            ...put,
            sid: 'NoOtherKey',
            conditions: isOther('s3:x-amz-server-side-encryption-aws-kms-key-id', key, 'ArnNotEquals'),
          },
        ]),
  ];
}

/** There, and another. Not with `…IfExists`: IAM counts that as met by a request that says nothing. */
function isOther(
  key: string,
  value: pulumi.Input<string>,
  operator: 'StringNotEquals' | 'ArnNotEquals',
): NonNullable<Statement['conditions']> {
  return { Null: { [key]: 'false' }, [operator]: { [key]: value } };
}
