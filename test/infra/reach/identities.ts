import { every, type Graph, type Resource } from '../graph.ts';
import { parsePolicy, type Statement, UnknownInPolicy } from './iam/document.ts';
import type { Principal } from './iam/evaluate.ts';

/** Resources by which rights could come that are not read here. */
const NOT_READ = ['RolePolicyAttachment', 'PolicyAttachment', 'UserPolicyAttachment', 'Grant', 'GroupPolicy'];

/** A role or user of the graph with all its policies. */
export function identityOf(graph: Graph, kind: 'Role' | 'User', name: string): Principal {
  for (const word of NOT_READ) {
    if (every(graph, word).length > 0) throw new UnknownInPolicy(`a ${word}`);
  }
  const found = every(graph, kind).filter((resource) => resource.name === name);
  const [resource, ...more] = found;
  if (resource === undefined || more.length > 0) throw new Error(`${found.length} ${kind}s ${name}`);
  const { inputs } = resource;
  if (inputs.managedPolicyArns !== undefined || inputs.inlinePolicies !== undefined)
    throw new UnknownInPolicy(`policies inside ${name}`);
  const owner = kind === 'Role' ? 'role' : 'user';
  const identity = every(graph, `${kind}Policy`)
    .filter((policy) => policy.inputs[owner] === inputs.name)
    .flatMap((policy) => parsePolicy(policy.inputs.policy));
  const { account } = graph.settings;
  const arn = `arn:aws:iam::${account}:${owner}${inputs.path}${inputs.name}`;
  const boundary = boundaryOf(graph, inputs.permissionsBoundary);
  return { kind: 'identity', arn, account, identity, ...(boundary === undefined ? {} : { boundary }) };
}

function boundaryOf(graph: Graph, arn: string | undefined): Statement[] | undefined {
  if (arn === undefined) return undefined;
  const policy = every(graph, 'Policy').find(
    ({ inputs }) => `arn:aws:iam::${graph.settings.account}:policy${inputs.path}${inputs.name}` === arn,
  );
  if (policy === undefined) throw new Error(`there is no boundary ${arn}`);
  return parsePolicy(policy.inputs.policy);
}

/** The role that a machine's own programs have: by its template's instance profile. */
export function machineRole(graph: Graph, template: Resource): string {
  const profile = every(graph, 'InstanceProfile').find(
    (p) => p.outputs.arn === template.inputs.iamInstanceProfile?.arn,
  );
  const role = every(graph, 'Role').find((r) => r.inputs.name === profile?.inputs.role);
  if (role === undefined) throw new Error(`${template.name} has no role`);
  return role.name;
}
