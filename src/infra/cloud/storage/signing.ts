import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ManagedKey } from '../../access/key.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';

/** Signs the SHA-256 of a release of any size; ed25519 in KMS signs nothing above 4,096 bytes. */
const PAIR = 'ECC_NIST_P256';

/** The key that releases are signed with. Its secret half never leaves KMS, and machines get the public one when they start. */
export class Signing extends pulumi.ComponentResource {
  /** PEM. */
  readonly publicKey: pulumi.Output<string>;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Signing', name, {}, opts);
    const { account, stack, protect } = settings;
    const key = new ManagedKey(
      'signing',
      {
        account,
        alias: infraNames(stack, account).signingAlias,
        description: `Releases of ${stack}`,
        protect,
        pair: PAIR,
        statements: [
          {
            sid: 'ApplyAloneSigns',
            effect: 'Deny',
            actions: ['kms:Sign'],
            resources: ['*'],
            principals: { AWS: ['*'] },
            conditions: { ArnNotEquals: { 'aws:PrincipalArn': infraNames(stack, account).roles.apply } },
          },
        ],
      },
      { parent: this },
    );
    this.publicKey = aws.kms.getPublicKeyOutput({ keyId: key.keyId }, { parent: this }).publicKeyPem;
    this.registerOutputs({ publicKey: this.publicKey });
  }
}
