import type { Flow } from '../flows.ts';
import { type Graph, type Resource, theOne } from '../graph.ts';
import { identityOf } from '../reach/identities.ts';
import { mayUseKey } from '../reach/keys.ts';
import { may } from './machines.ts';

interface Look {
  actions: readonly string[];
  /** What the question is about; absent: it names nothing. */
  arn?: (resource: Resource, graph: Graph) => string;
}

const bucket = ({ inputs }: Resource) => `arn:aws:s3:::${inputs.bucket}`;
const ofBucket = (action: string): Look => ({ actions: [action], arn: bucket });
const own = ({ outputs }: Resource) => String(outputs.arn);
const iam = (kind: string, path: string) => `arn:aws:iam::123456789012:${kind}${path}`;
const named = (kind: string) => (one: Resource) => iam(kind, `${one.inputs.path}${one.inputs.name}`);
const ec2 = (...words: string[]): Look => ({ actions: words.map((word) => `ec2:Describe${word}`) });

/** What AWS's provider asks to read each type that the programs make back. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'aws:autoscaling/group:Group': { actions: ['autoscaling:DescribeAutoScalingGroups'] },
  'aws:cloudwatch/logGroup:LogGroup': { actions: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'] },
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': { actions: ['logs:DescribeMetricFilters'] },
  'aws:cloudwatch/metricAlarm:MetricAlarm': {
    actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
  },
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': ec2('SecurityGroups'),
  'aws:ec2/eip:Eip': ec2('Addresses', 'AddressesAttribute'),
  'aws:ec2/eipAssociation:EipAssociation': ec2('Addresses'),
  'aws:ec2/flowLog:FlowLog': ec2('FlowLogs'),
  'aws:ec2/internetGateway:InternetGateway': ec2('InternetGateways'),
  'aws:ec2/launchTemplate:LaunchTemplate': ec2('LaunchTemplates', 'LaunchTemplateVersions'),
  'aws:ec2/networkInterface:NetworkInterface': ec2('NetworkInterfaces'),
  'aws:ec2/route:Route': ec2('RouteTables'),
  'aws:ec2/routeTable:RouteTable': ec2('RouteTables'),
  'aws:ec2/routeTableAssociation:RouteTableAssociation': ec2('RouteTables'),
  'aws:ec2/securityGroup:SecurityGroup': ec2('SecurityGroups'),
  'aws:ec2/subnet:Subnet': ec2('Subnets'),
  'aws:ec2/vpc:Vpc': ec2('Vpcs', 'VpcAttribute', 'NetworkAcls', 'RouteTables', 'SecurityGroups'),
  'aws:ec2/vpcEndpoint:VpcEndpoint': ec2('VpcEndpoints', 'PrefixLists'),
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': ec2('SecurityGroupRules'),
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': ec2('SecurityGroupRules'),
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': { actions: ['ecr:GetLifecyclePolicy'] },
  'aws:ecr/repository:Repository': {
    actions: ['ecr:DescribeRepositories', 'ecr:ListTagsForResource'],
    arn: own,
  },
  'aws:iam/instanceProfile:InstanceProfile': { actions: ['iam:GetInstanceProfile'], arn: own },
  'aws:iam/openIdConnectProvider:OpenIdConnectProvider': {
    actions: ['iam:GetOpenIDConnectProvider'],
    arn: own,
  },
  'aws:iam/policy:Policy': { actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'], arn: named('policy') },
  'aws:iam/role:Role': {
    actions: ['iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'],
    arn: named('role'),
  },
  'aws:iam/rolePolicy:RolePolicy': {
    actions: ['iam:GetRolePolicy'],
    arn: ({ inputs }, { resources }) => {
      const role = resources.find(
        ({ type, inputs: { name } }) => type.endsWith(':Role') && name === inputs.role,
      );
      return iam('role', `${role?.inputs.path}${inputs.role}`);
    },
  },
  'aws:iam/user:User': { actions: ['iam:GetUser'], arn: named('user') },
  'aws:iam/userPolicy:UserPolicy': {
    actions: ['iam:GetUserPolicy'],
    arn: (_, graph) => named('user')(theOne(graph, 'User', 'mail')),
  },
  'aws:kms/alias:Alias': { actions: ['kms:ListAliases'] },
  'aws:kms/key:Key': {
    actions: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
    arn: own,
  },
  'aws:route53/record:Record': { actions: ['route53:GetHostedZone', 'route53:ListResourceRecordSets'] },
  'aws:s3/bucket:Bucket': {
    actions: [
      's3:ListBucket',
      's3:GetAccelerateConfiguration',
      's3:GetBucketAcl',
      's3:GetBucketCORS',
      's3:GetBucketLogging',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetBucketWebsite',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetReplicationConfiguration',
    ],
    arn: bucket,
  },
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': ofBucket(
    's3:GetLifecycleConfiguration',
  ),
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': ofBucket('s3:GetBucketOwnershipControls'),
  'aws:s3/bucketPolicy:BucketPolicy': ofBucket('s3:GetBucketPolicy'),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ofBucket('s3:GetBucketPublicAccessBlock'),
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': ofBucket(
    's3:GetEncryptionConfiguration',
  ),
  'aws:s3/bucketVersioning:BucketVersioning': ofBucket('s3:GetBucketVersioning'),
  'aws:secretsmanager/secret:Secret': {
    actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
    arn: ({ inputs }) => `arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:${inputs.name}-AbCdEf`,
  },
  'aws:sesv2/emailIdentity:EmailIdentity': { actions: ['ses:GetEmailIdentity', 'ses:ListTagsForResource'] },
  'aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes': {
    actions: ['ses:GetEmailIdentity'],
  },
  'aws:sns/topic:Topic': { actions: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'], arn: own },
  'aws:sns/topicPolicy:TopicPolicy': { actions: ['sns:GetTopicAttributes'] },
  'aws:sns/topicSubscription:TopicSubscription': { actions: ['sns:GetSubscriptionAttributes'] },
};

const drift = (graph: Graph) => identityOf(graph, 'Role', 'drift');

const maySee = (graph: Graph, resource: Resource): boolean => {
  const { actions, arn = () => '*' } = LOOKS[resource.type] ?? { actions: ['unknown'] };
  return actions.every((action) =>
    resource.type === 'aws:kms/key:Key'
      ? mayUseKey(graph, drift(graph), action, resource.name) === 'allowed'
      : may(graph, drift(graph), action, arn(resource, graph)),
  );
};

const forbidden = (action: string, resource: string): Flow => ({
  name: `drift role: ${action} ${resource}`,
  allowed: false,
  ask: (graph) => may(graph, drift(graph), action, resource),
});

/** Drift sees how everything is set up, and changes none of it. */
export const DRIFT_LOOKS: readonly Flow[] = [
  ...Object.keys(LOOKS).map(
    (type): Flow => ({
      name: `drift role: sees every ${type}`,
      allowed: true,
      ask: (graph) => graph.resources.filter((one) => one.type === type).every((one) => maySee(graph, one)),
    }),
  ),
  forbidden('autoscaling:SetDesiredCapacity', '*'),
  forbidden('ec2:AuthorizeSecurityGroupIngress', '*'),
  forbidden('iam:GetRole', iam('role', '/somebody-else')),
  forbidden('iam:PutRolePolicy', iam('role', '/denwaban/ci/denwaban-prod-drift')),
  forbidden('kms:PutKeyPolicy', 'arn:aws:kms:ap-northeast-1:123456789012:key/a'),
  forbidden('route53:ChangeResourceRecordSets', '*'),
  forbidden('s3:GetBucketPolicy', 'arn:aws:s3:::somebody-else'),
  forbidden('s3:PutBucketPolicy', 'arn:aws:s3:::denwaban-prod-store-123456789012'),
  forbidden(
    'secretsmanager:PutSecretValue',
    'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:denwaban/prod/chatwork-token-AbCdEf',
  ),
  forbidden('sns:Publish', '*'),
];
