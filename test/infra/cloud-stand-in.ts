/** What AWS would say of a new resource, as far as the programs use it. */
export function outputsOf(
  type: string,
  name: string,
  id: string,
  inputs: Record<string, unknown>,
): Record<string, unknown> {
  const account = '123456789012';
  switch (type) {
    case 'aws:s3/bucket:Bucket':
      return { arn: `arn:aws:s3:::${inputs.bucket}` };
    case 'aws:kms/key:Key':
      return { arn: `arn:aws:kms:ap-northeast-1:${account}:key/${id}`, keyId: id };
    case 'aws:iam/role:Role':
      return { arn: `arn:aws:iam::${account}:role${inputs.path}${inputs.name}` };
    case 'aws:iam/instanceProfile:InstanceProfile':
      return { arn: `arn:aws:iam::${account}:instance-profile${inputs.path}${inputs.name}` };
    case 'aws:iam/openIdConnectProvider:OpenIdConnectProvider':
      return { arn: `arn:aws:iam::${account}:oidc-provider/${String(inputs.url).replace('https://', '')}` };
    case 'aws:cloudwatch/logGroup:LogGroup':
      return { arn: `arn:aws:logs:ap-northeast-1:${account}:log-group:${inputs.name}` };
    case 'aws:sns/topic:Topic':
      return { arn: `arn:aws:sns:ap-northeast-1:${account}:${inputs.name}` };
    case 'aws:ecr/repository:Repository':
      return {
        arn: `arn:aws:ecr:ap-northeast-1:${account}:repository/${inputs.name}`,
        registryId: account,
        repositoryUrl: `${account}.dkr.ecr.ap-northeast-1.amazonaws.com/${inputs.name}`,
      };
    case 'aws:ec2/eip:Eip':
      return { publicIp: externalAddress(name) };
    case 'aws:ec2/launchTemplate:LaunchTemplate':
      return { latestVersion: 1 };
    case 'aws:sesv2/emailIdentity:EmailIdentity':
      return { dkimSigningAttributes: { tokens: ['aaa', 'bbb', 'ccc'] } };
    case 'docker:index/image:Image':
      return { repoDigest: `${String(inputs.imageName).replace(/:[^:/]*$/, '')}@sha256:${'ab'.repeat(32)}` };
    default:
      return {};
  }
}

/** Elastic IPs of the stand-in: node1 has 198.51.100.1, edge1 198.51.100.101. */
function externalAddress(name: string): string {
  const [, kind, n] = /^(node|edge)(\d+)$/.exec(name) ?? [];
  return `198.51.100.${Number(n) + (kind === 'edge' ? 100 : 0)}`;
}

export const PUBLIC_KEY_PEM = '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0C\n-----END PUBLIC KEY-----\n';

/** What AWS would answer to a question. */
export function answerCall(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (token) {
    case 'aws:ecr/getAuthorizationToken:getAuthorizationToken':
      return { userName: 'AWS', password: 'a-token-of-twelve-hours' };
    case 'aws:kms/getPublicKey:getPublicKey':
      return { publicKeyPem: PUBLIC_KEY_PEM };
    case 'aws:route53/getZone:getZone':
      return { zoneId: 'Z0', name: inputs.name };
    default:
      throw new Error(`the stand-in knows no ${token}`);
  }
}
