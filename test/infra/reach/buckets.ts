import { every, type Graph, type Resource, theOne } from '../graph.ts';
import type { Context } from './iam/condition.ts';
import { parsePolicy, type Statement } from './iam/document.ts';
import { evaluate, type Principal, type Verdict } from './iam/evaluate.ts';
import { mayUseKey } from './keys.ts';
import { contextOf } from './requests.ts';

export interface ObjectRequest {
  /** `store` or `state`. */
  bucket: string;
  action: string;
  /** Absent: the bucket itself. */
  key?: string;
  /** Over plain HTTP where false. */
  tls?: boolean;
  more?: Context;
}

/** Whether somebody may do something with a bucket or an object, and with the key that the object lies under. */
export function mayUseBucket(graph: Graph, principal: Principal, asked: ObjectRequest): Verdict {
  const bucket = theOne(graph, 'Bucket', asked.bucket);
  const context = contextOf(graph, principal, {
    'aws:SecureTransport': asked.tls === false ? 'false' : 'true',
    ...asked.more,
  });
  const arn = String(bucket.outputs.arn);
  const request = {
    action: asked.action,
    resource: asked.key === undefined ? arn : `${arn}/${asked.key}`,
    context,
  };
  const policy = policyOf(graph, bucket);
  if (principal.kind === 'world' && blocksPublic(graph, bucket)) return 'refused';
  if (evaluate(principal, request, policy) === 'refused') return 'refused';
  return opens(graph, principal, asked, bucket);
}

/** What an object comes to lie under: the key's ARN, or `S3` for S3's own; undefined where the put is refused. */
export function encryptionOfPut(
  graph: Graph,
  principal: Principal,
  asked: Omit<ObjectRequest, 'action' | 'more'>,
  header: { algorithm?: string; key?: string },
): string | undefined {
  const more = {
    's3:x-amz-server-side-encryption': header.algorithm,
    's3:x-amz-server-side-encryption-aws-kms-key-id': header.key,
  };
  if (mayUseBucket(graph, principal, { ...asked, action: 's3:PutObject', more }) === 'refused')
    return undefined;
  if (header.algorithm === 'AES256') return 'S3';
  return header.key ?? keyOf(graph, theOne(graph, 'Bucket', asked.bucket)) ?? 'S3';
}

/** Reading needs the key to decrypt, writing needs a new data key. */
function opens(graph: Graph, principal: Principal, { action }: ObjectRequest, bucket: Resource): Verdict {
  const operation = { 's3:GetObject': 'kms:Decrypt', 's3:PutObject': 'kms:GenerateDataKey' }[action];
  const arn = keyOf(graph, bucket);
  if (operation === undefined || arn === undefined) return 'allowed';
  const key = every(graph, 'Key').find((k) => k.outputs.arn === arn);
  if (key === undefined) throw new Error(`${bucket.name} lies under ${arn}, which is none of ours`);
  return mayUseKey(graph, principal, operation, key.name, {
    'kms:ViaService': `s3.${graph.settings.region}.amazonaws.com`,
  });
}

/** The key that a bucket's objects lie under; undefined for S3's own. */
function keyOf(graph: Graph, bucket: Resource): string | undefined {
  const [rule] = of(graph, 'BucketServerSideEncryptionConfiguration', bucket)?.inputs.rules ?? [];
  return rule?.applyServerSideEncryptionByDefault?.kmsMasterKeyId;
}

function policyOf(graph: Graph, bucket: Resource): Statement[] {
  const policy = of(graph, 'BucketPolicy', bucket);
  return policy === undefined ? [] : parsePolicy(policy.inputs.policy);
}

/** Public access blocks by policies and by lists; a bucket without it could have either. */
export function blocksPublic(graph: Graph, bucket: Resource): boolean {
  const block = of(graph, 'BucketPublicAccessBlock', bucket)?.inputs;
  const all = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];
  return all.every((what) => block?.[what] === true);
}

function of(graph: Graph, word: string, bucket: Resource): Resource | undefined {
  return every(graph, word).find(({ inputs }) => inputs.bucket === bucket.inputs.bucket);
}
