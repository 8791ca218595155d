import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, type Statement, trustDocument } from '../access/document.ts';
import { CI_PATH, type CiRole, ciRoleName, infraNames } from '../names.ts';
import { applyStatements } from './apply-permissions.ts';
import { driftStatements } from './drift-permissions.ts';
import { GITHUB_ISSUER, githubTrust } from './github.ts';
import { machineBoundary } from './machine-boundary.ts';
import { planStatements } from './plan-permissions.ts';
import type { CiRolesArgs } from './settings.ts';

/** GitHub's identity provider, and the three roles that its jobs take on without any stored password. */
export class CiRoles extends pulumi.ComponentResource {
  constructor(name: string, args: CiRolesArgs, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:CiRoles', name, {}, opts);
    const provider = new aws.iam.OpenIdConnectProvider(
      'github',
      { url: `https://${GITHUB_ISSUER}`, clientIdLists: ['sts.amazonaws.com'] },
      { parent: this },
    );
    const names = infraNames(args.stack, args.account);
    new aws.iam.Policy(
      'machine-boundary',
      {
        name: names.boundary.slice(names.boundary.lastIndexOf('/') + 1),
        path: CI_PATH,
        description: 'The most that any role may do that apply makes',
        policy: policyDocument(machineBoundary(args)),
      },
      { parent: this, protect: args.protect },
    );
    const statements: Record<CiRole, Statement[]> = {
      plan: planStatements(args),
      drift: driftStatements(args),
      apply: applyStatements(args),
    };
    for (const [what, allowed] of Object.entries(statements) as [CiRole, Statement[]][]) {
      const role = new aws.iam.Role(
        what,
        {
          name: ciRoleName(args.stack, what),
          path: CI_PATH,
          assumeRolePolicy: trustDocument(
            { Federated: provider.arn },
            'sts:AssumeRoleWithWebIdentity',
            githubTrust(what, args.github),
          ),
          maxSessionDuration: what === 'apply' ? 4 * 3600 : 3600,
        },
        { parent: this },
      );
      new aws.iam.RolePolicy(what, { role: role.name, policy: policyDocument(allowed) }, { parent: this });
    }
    this.registerOutputs({});
  }
}
