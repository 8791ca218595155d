import type { NodeName, TenantId } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Finding, Place } from '../store/store.ts';

/** One difference between what is live and what is applied: on a node, in the store's pointers, in a Chatwork room, or in AWS. */
export interface Difference extends Omit<Finding, 'tenant' | 'place'> {
  place: Place | 'AWS';
  tenant?: TenantId;
  /** Absent: not on a node. */
  node?: NodeName;
}

/** Something that could not be looked at, so that nothing is known of it. */
export interface Failure {
  /** A node, or `chatwork`, or `store`, or `AWS`. */
  where: string;
  problem: Text;
}

/** What a look at everything live has found. A value: printers are apart. */
export interface DriftReport {
  stack: string;
  /** Sorted: tenant, node, place, item. */
  differences: readonly Difference[];
  /** What the files say and nobody has applied yet: not drift of a node, but to be known. */
  notApplied: readonly { type: string; name: string; action: string }[];
  /** What is to be known and is no drift, such as people in a room who are not in the file. */
  notices: readonly Text[];
  failures: readonly Failure[];
}

/** 1: something could not be looked at. 2: drift. 0: everything is as it is to be. */
export function driftExitCode(report: DriftReport): 0 | 1 | 2 {
  if (report.failures.length > 0) return 1;
  return report.differences.length > 0 ? 2 : 0;
}

/** In the order of a report. */
export function byTenantAndPlace(a: Difference, b: Difference): number {
  return (
    byCodeUnit(a.tenant ?? '~', b.tenant ?? '~') ||
    byCodeUnit(a.node ?? '~', b.node ?? '~') ||
    byCodeUnit(a.place, b.place) ||
    byCodeUnit(a.item, b.item)
  );
}
