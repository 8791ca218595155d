import { every, type Graph, theOne } from '../graph.ts';
import { parsePolicy, UnknownInPolicy } from './iam/document.ts';
import { evaluate, type Verdict } from './iam/evaluate.ts';

const ISSUER = 'token.actions.githubusercontent.com';

/** What GitHub writes into a job's token. */
export interface JobToken {
  sub: string;
  aud?: string;
}

/** Whether a job with this token may take a role on. */
export function mayAssume(graph: Graph, role: string, { sub, aud = 'sts.amazonaws.com' }: JobToken): Verdict {
  const provider = every(graph, 'OpenIdConnectProvider').find(
    ({ inputs }) => inputs.url === `https://${ISSUER}`,
  );
  if (!provider?.inputs.clientIdLists.includes(aud)) return 'refused';
  const { inputs } = theOne(graph, 'Role', role);
  const statements = parsePolicy(inputs.assumeRolePolicy).map((statement) => {
    const { Principal, ...rest } = statement;
    if (Principal === '*' || Principal?.AWS === '*') return { ...rest, Principal: '*' as const };
    const names = Principal?.Federated;
    if (names === undefined) throw new UnknownInPolicy('a role of a job that somebody else may take on');
    return names === provider.outputs.arn ? { ...rest, Principal: '*' as const } : { ...rest, Principal: {} };
  });
  const request = {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: '',
    context: { [`${ISSUER}:sub`]: sub, [`${ISSUER}:aud`]: aud },
  };
  return evaluate({ kind: 'world' }, request, statements);
}
