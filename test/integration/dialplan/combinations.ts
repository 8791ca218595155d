import type { TenantId } from '../../../src/domain/ids.ts';
import type { NumberKind, NumberType, UsageMode } from '../../../src/domain/lent-number.ts';
import type { LentNumberAssignment, Report, Tenant } from '../../../src/model/tenant.ts';
import { day, number, tenant } from '../../render/sample.ts';

export const MOMENTS = {
  'in hours': '2027-03-01T10:00',
  'after hours': '2027-03-01T20:00',
  // A Monday that stands in for a holiday on the Sunday before.
  'on a holiday': '2027-03-22T10:00',
} as const;
export type Moment = keyof typeof MOMENTS;

const MODES: readonly UsageMode[] = ['forwarding', 'displayed'];
const TYPES: readonly NumberType[] = ['03', '050'];
const CHANNELS = ['mail', 'chatwork'] as const;
const KINDS: readonly NumberKind[] = ['phone', 'fax'];
const STATES = ['active', 'suspended', 'ended', 'not begun', 'nobody’s'] as const;

/** One way in which a number can be lent, at all of the moments. */
export interface Combination {
  name: string;
  mode: UsageMode;
  type: NumberType;
  channel: (typeof CHANNELS)[number];
  kind: NumberKind;
  state: (typeof STATES)[number];
  id: TenantId;
  /** As it is dialled, and as people write it. */
  dialled: string;
  written: string;
  /** Whoever calls it, another one for each. */
  caller: string;
}

/** Every one of them. */
export const COMBINATIONS: readonly Combination[] = MODES.flatMap((mode) =>
  TYPES.flatMap((type) =>
    CHANNELS.flatMap((channel) =>
      KINDS.flatMap((kind) => STATES.map((state) => ({ mode, type, channel, kind, state }))),
    ),
  ),
).map((combination, i) => {
  const last = String(i + 100).padStart(4, '0');
  const written = combination.type === '03' ? `03-5000-${last}` : `050-1000-${last}`;
  const { mode, type, channel, kind, state } = combination;
  return {
    ...combination,
    name: `${state} ${kind} number ${type}, ${mode}, ${channel}`,
    id: `kk-${i}` as TenantId,
    dialled: written.replaceAll('-', ''),
    written,
    caller: `0901234${last}`,
  };
});

/** Whose numbers they are. */
export function lentTo(combinations: readonly Combination[]): Tenant[] {
  return combinations.flatMap((combination) => {
    const { id, state, channel } = combination;
    if (state === 'nobody’s') return [];
    const suspended = { since: day('2027-02-15'), reason: 'police-request' };
    return tenant(id, {
      contract: { starts: day('2026-12-01'), ...(state === 'suspended' ? { suspended } : {}) },
      numbers: [held(combination)],
      ...(channel === 'chatwork' ? { report: room(id) } : {}),
    });
  });
}

function held({ dialled, kind, mode, state }: Combination): LentNumberAssignment {
  return number(dialled, {
    kind,
    usage: mode,
    ...(state === 'ended' ? { ends: day('2026-12-31') } : {}),
    ...(state === 'not begun' ? { starts: day('2027-06-01') } : {}),
  });
}

function room(id: string): Report {
  return { channel: 'chatwork', room: id, members: [], invite: true };
}
