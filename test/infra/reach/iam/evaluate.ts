import { type Context, conditionsHold } from './condition.ts';
import { like, list, type Statement, UnknownInPolicy } from './document.ts';

export interface Request {
  action: string;
  resource: string;
  context: Context;
}

/** Who asks: a role or a user of the account, a service of AWS, or anybody in the world. */
export type Principal =
  | { kind: 'identity'; arn: string; account: string; identity: Statement[]; boundary?: Statement[] }
  | { kind: 'service'; service: string }
  | { kind: 'world' };

export type Verdict = 'allowed' | 'refused';

/**
 * IAM within one account: a Deny anywhere wins; else a policy of the identity has to allow it, within its boundary, or the resource's own
 * policy. With `delegates` the identity's policies count only where the resource's policy hands over to the account: keys.
 */
export function evaluate(
  principal: Principal,
  request: Request,
  resourcePolicy: readonly Statement[] = [],
  options: { delegates?: boolean } = {},
): Verdict {
  const attached = principal.kind === 'identity' ? principal.identity : [];
  const boundary = principal.kind === 'identity' ? principal.boundary : undefined;
  const own = attached.filter((s) => fits(s, request));
  const limit = boundary?.filter((s) => fits(s, request));
  const theirs = resourcePolicy.filter((s) => concerns(s, principal) !== 'no' && fits(s, request));
  if ([...own, ...(limit ?? []), ...theirs].some((s) => s.Effect === 'Deny')) return 'refused';
  const allows = (statements: readonly Statement[]) => statements.some((s) => s.Effect === 'Allow');
  const direct = theirs.filter((s) => concerns(s, principal) === 'itself');
  if (allows(direct)) return 'allowed';
  const handedOver = !options.delegates || allows(theirs.filter((s) => concerns(s, principal) === 'account'));
  return handedOver && allows(own) && (limit === undefined || allows(limit)) ? 'allowed' : 'refused';
}

function fits(statement: Statement, { action, resource, context }: Request): boolean {
  const named = (patterns: string | string[] | undefined) =>
    list(patterns).some((pattern) => like(pattern, action, { anyCase: true }));
  if (statement.Action === undefined && statement.NotAction === undefined)
    throw new UnknownInPolicy('a statement without an action');
  const fitsAction =
    statement.NotAction === undefined ? named(statement.Action) : !named(statement.NotAction);
  // Only trust policies have no resource: they are the resource.
  const fitsResource =
    statement.Resource === undefined || list(statement.Resource).some((pattern) => like(pattern, resource));
  return fitsAction && fitsResource && conditionsHold(statement.Condition, context);
}

/** Whether a statement of a resource's policy is about whom asks: about the principal itself, or about its whole account. */
function concerns({ Principal }: Statement, principal: Principal): 'itself' | 'account' | 'no' {
  if (Principal === undefined) throw new UnknownInPolicy('a resource policy without a principal');
  if (Principal === '*') return 'itself';
  let answer: 'itself' | 'account' | 'no' = 'no';
  for (const [kind, values] of Object.entries(Principal)) {
    if (!['AWS', 'Service', 'Federated'].includes(kind)) throw new UnknownInPolicy(`principal ${kind}`);
    for (const value of list(values)) {
      if (kind === 'AWS' && value === '*') return 'itself';
      if (kind === 'Service' && principal.kind === 'service' && value === principal.service) return 'itself';
      if (kind !== 'AWS' || principal.kind !== 'identity') continue;
      if (value === principal.arn) return 'itself';
      if (value === `arn:aws:iam::${principal.account}:root`) answer = 'account';
    }
  }
  return answer;
}
