import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';

/**
 * What every client of AWS is made with. Passing trouble (a lost connection, throttling, 5xx) is tried again by the SDK, each time after a
 * longer and random pause; a connection that stands still is given up.
 */
export const AWS_CLIENT = {
  maxAttempts: 5,
  retryMode: 'standard',
  // Milliseconds. Values of the store are below a few MB.
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

/** The name and the HTTP status by which AWS and its SDK say what went wrong. */
export function awsError(error: unknown): { name: string; status: number | undefined; attempts: number } {
  const { name, Code, code, $metadata } = error as {
    name?: string;
    Code?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number; attempts?: number };
  };
  const known = [code, name, Code].find(
    (text) => typeof text === 'string' && !/^(Error|Unknown.*)$/.test(text),
  );
  return { name: known ?? 'Error', status: $metadata?.httpStatusCode, attempts: $metadata?.attempts ?? 1 };
}

/**
 * What to throw where a call of AWS failed: a problem for a person. The SDK's own words are left out: they may quote a request with its signature.
 * Codes: `<what>-denied`, `<what>-unreachable`, `<what>-failed`; `aws-credentials`, `aws-region`.
 *
 * @param what the first part of the code: `store`, `signing-key`, `secrets`
 * @param where what was called, for a person: `the bucket s3://…`
 * @param right what one has to be allowed
 */
export function awsProblem(
  error: unknown,
  { what, where, right }: { what: string; where: Text; right: Text },
): unknown {
  if (error instanceof Problem) return error;
  const { name, status } = awsError(error);
  const problem = (code: string, why: Text, action: Text): Problem => {
    const message = {
      en: `${where.en} ${why.en} (${name})`,
      ja: `${where.ja} ${why.ja}（${name}）`,
    };
    return new Problem(code, message, action, { cause: error });
  };
  if (/^CredentialsProvider|^TokenProvider/.test(name)) {
    const action = {
      en: 'sign in, or set AWS_PROFILE; a machine on AWS takes them from its role',
      ja: 'サインインするか、AWS_PROFILE を設定してください。AWS のマシンはロールから得ます',
    };
    return problem(
      'aws-credentials',
      {
        en: 'cannot be asked: there are no credentials for AWS here',
        ja: 'に尋ねられません。AWS の認証情報がありません',
      },
      action,
    );
  }
  if (error instanceof Error && /region is missing/i.test(error.message)) {
    return problem(
      'aws-region',
      {
        en: 'cannot be asked: AWS’s region is not known',
        ja: 'に尋ねられません。AWS のリージョンが分かりません',
      },
      { en: 'set AWS_REGION', ja: 'AWS_REGION を設定してください' },
    );
  }
  if (
    status === 401 ||
    status === 403 ||
    /AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|UnrecognizedClient|InvalidSignature/.test(
      name,
    )
  ) {
    return problem(
      `${what}-denied`,
      { en: 'refuses us', ja: 'に断られました' },
      {
        en: `see whose credentials these are, and that they are allowed ${right.en}`,
        ja: `誰の認証情報か、${right.ja} が許されているかを確かめてください`,
      },
    );
  }
  // Not of a request at all: a defect, to be seen as one.
  if (status === undefined && !(error as { $metadata?: unknown }).$metadata && !/^E[A-Z]+$/.test(name))
    return error;
  if (status === undefined || status >= 500 || status === 429 || /Timeout|SlowDown|Throttl/.test(name)) {
    const action = {
      en: 'see the connection and the health of AWS, then run it again: it goes on where it was',
      ja: '接続と AWS の状況を見て、もう一度実行してください。続きから始まります',
    };
    return problem(`${what}-unreachable`, { en: 'does not answer', ja: 'が応答しません' }, action);
  }
  return problem(
    `${what}-failed`,
    { en: 'did not do what was asked', ja: 'が要求に応えませんでした' },
    {
      en: 'see the log of AWS (CloudTrail) for the request',
      ja: 'AWS の記録（CloudTrail）で要求を調べてください',
    },
  );
}
