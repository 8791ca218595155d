import { LocalSink, MetricsLogger, Unit } from 'aws-embedded-metrics';
import type { TenantId } from '../../domain/ids.ts';
import type { CountedCall } from '../calls/book.ts';

/**
 * Tells CloudWatch of calls and reports by the log: each is a line of JSON that CloudWatch Logs makes a metric of (its embedded metric format). What a
 * metric is told by, and so paid for, is what there are few of: outcome and channel. Tenant and node are fields that Logs Insights finds. Nothing of
 * callers.
 */
export class EmbeddedMetrics {
  readonly #namespace: string;
  readonly #node: string;

  /** @param namespace of CloudWatch's metrics */
  constructor(namespace: string, node: string) {
    this.#namespace = namespace;
    this.#node = node;
  }

  async call({ tenant, outcome, pages }: CountedCall): Promise<void> {
    await this.#tell(tenant, { Outcome: outcome }, (line) => {
      line.putMetric('Calls', 1, Unit.Count);
      if (pages > 0) line.putMetric('FaxPages', pages, Unit.Count);
    });
  }

  /** @param delay seconds since the call's end */
  async report(tenant: TenantId, channel: string, delay: number): Promise<void> {
    await this.#tell(tenant, { Channel: channel }, (line) => {
      line.putMetric('ReportDelay', delay, Unit.Seconds);
    });
  }

  async #tell(
    tenant: TenantId,
    by: Record<string, string>,
    put: (line: MetricsLogger) => void,
  ): Promise<void> {
    try {
      // One for each: it takes its time when it is made.
      const line = new MetricsLogger(async () => OUTPUT);
      line.setNamespace(this.#namespace).setDimensions(by).setProperty('Tenant', tenant);
      line.setProperty('Node', this.#node);
      put(line);
      await line.flush();
    } catch {
      // Without its metrics a node still takes calls.
    }
  }
}

/** The output of this process, which Docker hands to CloudWatch Logs line by line. The library would else go and look where it runs. */
const OUTPUT = {
  probe: async () => true,
  getName: () => 'denwaban',
  getType: () => 'node',
  getLogGroupName: () => '',
  configureContext: () => {},
  getSink: () => new LocalSink(),
};
