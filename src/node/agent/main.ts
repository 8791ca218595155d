import { rm } from 'node:fs/promises';
import { CallClerk } from '../calls/clerk.ts';
import { layOwnFiles, ownFiles } from '../disk/own-files.ts';
import { folderFor } from '../disk/write.ts';
import { faxAlarms } from '../fax/alarm.ts';
import { findTenant } from '../gateway/tenants.ts';
import { asteriskStarted } from '../live/asterisk-started.ts';
import { undeliveredAlarms } from '../live/undelivered.ts';
import { Metrics } from '../metrics/metrics.ts';
import { METRICS_PORT, serveMetrics } from '../metrics/serve.ts';
import { readClock } from './clock.ts';
import { startAgent } from './start.ts';
import { Switch } from './switch.ts';

/** `node.mjs agent`: the agent of a node; runs until it is told to end. @returns the exit code */
export function runAgent(): Promise<number> {
  return startAgent('node', async (settings, blobs) => {
    // What an agent that was killed left half compiled: customers' addresses among it.
    await rm(`${settings.root}/live/aside`, { recursive: true, force: true });
    await folderFor(`${settings.root}/spool/fax`, 'fax');
    await folderFor(`${settings.root}/spool/rooms`, 'denwaban');
    await folderFor(`${settings.root}/spool/captured`, 'denwaban');
    await folderFor(`${settings.root}/spool/returned`, 'denwaban');
    await folderFor(`${settings.root}/spool/calls`, 'asterisk');
    await folderFor(`${settings.root}/spool/reports`, 'denwaban');
    const asterisk = await layOwnFiles(settings);
    const { metricsNamespace } = settings;
    // Not before it is needed: whoever delivers a report starts this file for each.
    const embedded =
      metricsNamespace === undefined
        ? undefined
        : new (await import('../metrics/embedded.ts')).EmbeddedMetrics(metricsNamespace, settings.node);
    const clerk = new CallClerk({
      root: settings.root,
      blobs,
      node: settings.node,
      within: settings.late.unwritten,
      clock: async () => Number(await readClock(settings.clockFile)),
      asterisk: asteriskStarted,
      counted: (call) => embedded?.call(call),
      reported: async (tenant, delay) => {
        const known = await findTenant(`${settings.root}/live/gateway`, tenant).catch(() => undefined);
        const channel = known?.channel ?? 'unknown';
        metrics?.reported(channel, delay);
        await embedded?.report(tenant, channel, delay);
      },
    });
    let metrics: Metrics | undefined;
    return {
      ownFiles: ownFiles(settings, asterisk.secret),
      measure: (alarms) => {
        metrics = new Metrics({ book: () => clerk.book, alarms });
        serveMetrics(metrics, { host: settings.address, port: METRICS_PORT }, settings.metricsReaders);
      },
      machine: (live, facts, objects) => new Switch(live, asterisk, facts, objects),
      alarms: [
        () => faxAlarms(`${settings.root}/spool/fax`),
        () => clerk.turn(),
        () => undeliveredAlarms(settings.root, settings.late, Date.now()),
      ],
    };
  });
}
