import * as pulumi from '@pulumi/pulumi';

/** One statement of a policy, as IAM has it. */
export interface Statement {
  sid: string;
  /** Allow where it is absent. */
  effect?: 'Deny';
  actions: readonly string[];
  /** In place of `actions`: all but these. */
  notActions?: readonly string[];
  resources: readonly pulumi.Input<string>[];
  /** Policies of resources alone: `{ AWS: [arn] }`, `{ Service: […] }`, or `*`. */
  principals?: '*' | Readonly<Record<string, readonly pulumi.Input<string>[]>>;
  /** Operator → key → values. */
  conditions?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string> | readonly string[]>>>>;
}

/** A policy's document. Nothing else in src writes one. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? 'Allow',
      ...(statement.principals === undefined ? {} : { Principal: statement.principals }),
      ...(statement.notActions === undefined
        ? { Action: statement.actions }
        : { NotAction: statement.notActions }),
      Resource: statement.resources,
      ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
    })),
  });
}

/** Who may take a role on, and under which conditions. Trust policies have no resources. */
export function trustDocument(
  principal: Readonly<Record<string, pulumi.Input<string>>>,
  action: string,
  conditions?: Statement['conditions'],
): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Trust',
        Effect: 'Allow',
        Principal: principal,
        Action: action,
        ...(conditions === undefined ? {} : { Condition: conditions }),
      },
    ],
  });
}

/** The account hands the judgement over to its own IAM policies; without this a key could be lost to everybody. */
export function accountOwnsKey(account: string): Statement {
  return {
    sid: 'AccountDecides',
    actions: ['kms:*'],
    resources: ['*'],
    principals: { AWS: [`arn:aws:iam::${account}:root`] },
  };
}
