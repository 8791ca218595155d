import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ALARM } from '../../../store/alarms.ts';
import { policyDocument } from '../../access/document.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';
import { alarmRules, CALL_FAILED } from './alarms.ts';

/** Lines of the logs that hold a word are counted in a metric. */
const COUNTED_WORDS = [
  [CALL_FAILED, 'CallsFailed'],
  [ALARM, 'Alarms'],
] as const;

/** Logs of all machines, what is measured, and whom it wakes. */
export class Watching extends pulumi.ComponentResource {
  readonly logGroupName: string;
  readonly logGroupArn: pulumi.Output<string>;
  /** Namespace of the metrics. */
  readonly metrics: string;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Watching', name, {}, opts);
    const child = { parent: this };
    this.logGroupName = `${infraNames(settings.stack, settings.account).logs}/machines`;
    this.metrics = `Denwaban/${settings.stack}`;
    const logs = new aws.cloudwatch.LogGroup(
      'machines',
      { name: this.logGroupName, retentionInDays: 90 },
      child,
    );
    this.logGroupArn = pulumi.interpolate`${logs.arn}:*`;
    for (const [word, metric] of COUNTED_WORDS) {
      new aws.cloudwatch.LogMetricFilter(
        word,
        {
          logGroupName: logs.name,
          pattern: `"${word}"`,
          metricTransformation: { name: metric, namespace: this.metrics, value: '1', defaultValue: '0' },
        },
        child,
      );
    }
    const topic = alarmTopic(settings, this);
    for (const rule of alarmRules(settings)) {
      new aws.cloudwatch.MetricAlarm(
        rule.id,
        {
          name: `denwaban-${settings.stack}-${rule.id}`,
          alarmDescription: rule.description,
          namespace: this.metrics,
          metricName: rule.metric,
          ...(rule.node === undefined ? {} : { dimensions: { Node: rule.node } }),
          statistic: rule.statistic,
          comparisonOperator: rule.when === 'below' ? 'LessThanThreshold' : 'GreaterThanThreshold',
          threshold: rule.threshold,
          period: rule.periodSeconds,
          evaluationPeriods: rule.periods,
          treatMissingData: rule.silence,
          alarmActions: [topic],
          okActions: [topic],
        },
        child,
      );
    }
    this.registerOutputs({});
  }
}

function alarmTopic({ account, region, stack, alarms }: CloudSettings, parent: pulumi.Resource) {
  const name = `denwaban-${stack}-alarms`;
  const topic = new aws.sns.Topic('alarms', { name }, { parent });
  const statement = {
    sid: 'AlarmsOfThisAccount',
    actions: ['sns:Publish'],
    resources: [`arn:aws:sns:${region}:${account}:${name}`],
    principals: { Service: ['cloudwatch.amazonaws.com'] },
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  };
  new aws.sns.TopicPolicy('alarms', { arn: topic.arn, policy: policyDocument([statement]) }, { parent });
  new aws.sns.TopicSubscription(
    'alarms',
    { topic: topic.arn, protocol: 'email', endpoint: alarms },
    { parent },
  );
  return topic.arn;
}
