import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument } from '../../access/document.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';
import { bounceDomain } from './records.ts';

/**
 * How reports reach customers: SES signs for the report domain, and refuses every other sender: templates/postfix writes
 * it where the relay has a password.
 */
export class Mail extends pulumi.ComponentResource {
  /** Names of SES's three keys below `_domainkey`. */
  readonly dkimTokens: pulumi.Output<string[]>;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Mail', name, {}, opts);
    const child = { parent: this };
    const { reportDomain, account, stack, region } = settings;
    const names = infraNames(stack, account);
    const identity = new aws.sesv2.EmailIdentity(
      name,
      { emailIdentity: reportDomain, dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' } },
      child,
    );
    new aws.sesv2.EmailIdentityMailFromAttributes(
      name,
      {
        emailIdentity: identity.emailIdentity,
        mailFromDomain: bounceDomain(reportDomain),
        behaviorOnMxFailure: 'REJECT_MESSAGE',
      },
      child,
    );
    // Its password is made by a person and goes into the secret that the relay of the stack names (docs/cloud.md): here it would lie in state.
    const user = new aws.iam.User(
      name,
      { name: `denwaban-${stack}-mail`, path: names.machinePath, permissionsBoundary: names.boundary },
      child,
    );
    new aws.iam.UserPolicy(
      name,
      {
        user: user.name,
        policy: policyDocument([
          {
            sid: 'SendReports',
            actions: ['ses:SendRawEmail'],
            resources: [`arn:aws:ses:${region}:${account}:identity/${reportDomain}`],
            conditions: { StringLike: { 'ses:FromAddress': `*@${reportDomain}` } },
          },
        ]),
      },
      child,
    );
    this.dkimTokens = identity.dkimSigningAttributes.apply((dkim) => dkim?.tokens ?? []);
    this.registerOutputs({});
  }
}
