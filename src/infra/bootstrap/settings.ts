import type * as pulumi from '@pulumi/pulumi';
import type { AwsSettings } from '../../model/aws.ts';

/** What is there before anything else of a stack in AWS: made once, by a person with rights of their own. */
export interface BootstrapSettings {
  stack: string;
  account: string;
  region: string;
  /** Bucket of the store; it is made later, and the roles know it by name. */
  store: string;
  github: AwsSettings['github'];
  protect: boolean;
}

export interface CiRolesArgs extends BootstrapSettings {
  /** ARN of the key of the secrets in Pulumi's state. */
  stateKey: pulumi.Input<string>;
}
