import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { accountOwnsKey, policyDocument, type Statement } from './document.ts';

export interface ManagedKeyArgs {
  account: string;
  /** `alias/…` */
  alias: string;
  description: string;
  protect: boolean;
  /** Who may use it beside those whom IAM allows: `resources` is always the key itself. */
  statements?: readonly Statement[];
  /** A pair to sign with; without it, a key to encrypt with that is renewed every year. */
  pair?: string;
}

/** A key in KMS under a name. */
export class ManagedKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;

  constructor(name: string, args: ManagedKeyArgs, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:ManagedKey', name, {}, opts);
    const key = new aws.kms.Key(
      name,
      {
        description: args.description,
        ...(args.pair === undefined
          ? { enableKeyRotation: true }
          : { keyUsage: 'SIGN_VERIFY', customerMasterKeySpec: args.pair }),
        deletionWindowInDays: 30,
        policy: policyDocument([accountOwnsKey(args.account), ...(args.statements ?? [])]),
      },
      { parent: this, protect: args.protect },
    );
    new aws.kms.Alias(
      name,
      { name: args.alias, targetKeyId: key.keyId },
      { parent: this, protect: args.protect },
    );
    this.arn = key.arn;
    this.keyId = key.keyId;
    this.registerOutputs({ arn: this.arn });
  }
}
