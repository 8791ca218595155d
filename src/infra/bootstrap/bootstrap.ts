import * as pulumi from '@pulumi/pulumi';
import { PrivateBucket } from '../access/bucket.ts';
import { ManagedKey } from '../access/key.ts';
import { pinnedAccount } from '../account.ts';
import { guard } from '../guard.ts';
import { infraNames } from '../names.ts';
import { CiRoles } from './ci-roles.ts';
import type { BootstrapSettings } from './settings.ts';

/** Where Pulumi keeps its state, the key of the secrets in it, and who may use them. To be called in a Pulumi program. */
export function bootstrap(
  settings: BootstrapSettings,
  opts: pulumi.ComponentResourceOptions = {},
): Bootstrap {
  const provider = pinnedAccount('account', settings);
  const made = new Bootstrap('bootstrap', settings, { ...opts, providers: { aws: provider } });
  guard('bootstrap', made, settings.protect);
  return made;
}

export class Bootstrap extends pulumi.ComponentResource {
  /** For `pulumi login`. */
  readonly backend: pulumi.Output<string>;
  /** For `secretsprovider` of every stack of this environment. */
  readonly secretsProvider: string;

  constructor(name: string, settings: BootstrapSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Bootstrap', name, {}, opts);
    const { account, stack, protect } = settings;
    const names = infraNames(stack, account);
    const child = { parent: this };
    const key = new ManagedKey(
      'state',
      { account, alias: names.stateKeyAlias, description: `Secrets in Pulumi's state, ${stack}`, protect },
      child,
    );
    // S3's own encryption: with this key, whoever may read state could also open the secrets in it.
    const bucket = new PrivateBucket('state', { bucket: names.stateBucket, protect }, child);
    new CiRoles('ci', { ...settings, stateKey: key.arn }, child);
    this.backend = pulumi.interpolate`s3://${names.stateBucket}?region=${settings.region}`;
    this.secretsProvider = `awskms://${names.stateKeyAlias}?region=${settings.region}`;
    this.registerOutputs({
      backend: this.backend,
      secretsProvider: this.secretsProvider,
      bucket: bucket.arn,
      roles: names.roles,
    });
  }
}
