import type { CloudSettings } from '../settings.ts';

/** One alarm, as CloudWatch judges it. */
export interface AlarmRule {
  /** Also the name of the resource. */
  id: string;
  /** What it means and what to do first, for whoever is woken by it. */
  description: string;
  metric: string;
  /** Absent: over all. */
  node?: string;
  statistic: 'Maximum' | 'Minimum' | 'Sum';
  when: 'below' | 'above';
  threshold: number;
  periodSeconds: number;
  /** How many periods in a row. */
  periods: number;
  /** Whether silence is as bad. */
  silence: 'breaching' | 'notBreaching';
}

/** What a line of the log must hold to count as a call that failed for our part: edges write it where they answer with 5xx. */
export const CALL_FAILED = 'call-failed';

export function alarmRules({ nodes, edges, nodeSilenceSeconds }: CloudSettings): AlarmRule[] {
  const heartbeatPeriods = Math.max(3, Math.ceil(nodeSilenceSeconds / 60));
  return [
    ...[...nodes, ...edges].flatMap(({ name }): AlarmRule[] => [
      {
        id: `heartbeat-${name}`,
        description: `${name} says nothing: look at its console output; its group starts another machine by itself.`,
        metric: 'Heartbeat',
        node: name,
        statistic: 'Sum',
        when: 'below',
        threshold: 1,
        periodSeconds: 60,
        periods: heartbeatPeriods,
        silence: 'breaching',
      },
      {
        id: `converged-${name}`,
        description: `${name} is not as it should be: denwaban drift says what differs.`,
        metric: 'Converged',
        node: name,
        statistic: 'Maximum',
        when: 'below',
        threshold: 1,
        periodSeconds: 60,
        periods: 10,
        silence: 'notBreaching',
      },
    ]),
    ...nodes.map(
      ({ name }): AlarmRule => ({
        id: `mail-queue-${name}`,
        description: `Reports wait on ${name} and reach no customer: look at its log for what SES answers.`,
        metric: 'MailQueue',
        node: name,
        statistic: 'Minimum',
        when: 'above',
        threshold: 20,
        periodSeconds: 300,
        periods: 3,
        silence: 'notBreaching',
      }),
    ),
    {
      id: 'work-waiting',
      description:
        'A report, a fax or a call waits for a person: denwaban drift says on which node and what; docs/runbook.md has each code.',
      metric: 'Alarms',
      statistic: 'Sum',
      when: 'above',
      threshold: 0,
      periodSeconds: 300,
      periods: 1,
      silence: 'notBreaching',
    },
    {
      id: 'calls-failing',
      description: 'Edges found no node for calls: callers hear nothing. Look at the nodes first.',
      metric: 'CallsFailed',
      statistic: 'Sum',
      when: 'above',
      threshold: 2,
      periodSeconds: 60,
      periods: 2,
      silence: 'notBreaching',
    },
  ];
}
