import { type Graph, theOne } from '../graph.ts';
import type { Context } from './iam/condition.ts';
import { parsePolicy } from './iam/document.ts';
import { evaluate, type Principal, type Verdict } from './iam/evaluate.ts';
import { contextOf } from './requests.ts';

/** Whether somebody may do something with a key: `state`, `store`, `secrets`, `signing`. */
export function mayUseKey(
  graph: Graph,
  principal: Principal,
  action: string,
  name: string,
  more: Context = {},
): Verdict {
  const key = theOne(graph, 'Key', name);
  const request = { action, resource: String(key.outputs.arn), context: contextOf(graph, principal, more) };
  return evaluate(principal, request, parsePolicy(key.inputs.policy), { delegates: true });
}

/** Whether somebody may read a secret's value: the secret, and the key that it lies under. */
export function mayReadSecret(graph: Graph, principal: Principal, name: string): Verdict {
  const { region, account, stack } = graph.settings;
  const secret = theOne(graph, 'Secret', name);
  const key = theOne(graph, 'Key', 'secrets');
  if (secret.inputs.kmsKeyId !== key.outputs.arn) throw new Error(`${name} does not lie under its key`);
  const request = {
    action: 'secretsmanager:GetSecretValue',
    resource: `arn:aws:secretsmanager:${region}:${account}:secret:denwaban/${stack}/${name}-AbCdEf`,
    context: contextOf(graph, principal),
  };
  const opened = mayUseKey(graph, principal, 'kms:Decrypt', 'secrets', {
    'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
  });
  return evaluate(principal, request) === 'allowed' && opened === 'allowed' ? 'allowed' : 'refused';
}
