import type { PageCommit, PageHolder, PageNumber } from '../../src/audit/page/page-data.ts';
import { DAY, timeOf } from './days.ts';

/** Something that a number was for some time. */
export interface Span {
  /** Milliseconds; the end is the one of its last day. */
  begin: number;
  end: number;
  what:
    | { kind: 'held'; holder: PageHolder }
    | { kind: 'quarantine'; quarantine: PageNumber['quarantines'][number] }
    | { kind: 'reserved'; reserved: PageNumber['reserved'][number] }
    | { kind: 'released'; released: PageNumber['released'][number] };
  /** Holders of the same days are drawn one below the other. */
  lane: number;
}

/** Since when a holder from before the files held it nobody knows: its end alone is drawn. */
const BEFORE = 60 * DAY;

/** In the order of their first days, what is behind before what is in front. */
export function spansOf(
  number: PageNumber,
  commits: readonly PageCommit[],
): { spans: Span[]; lanes: number } {
  const lanes: number[] = [];
  const held = number.holders.map((holder): Span => {
    const begin = timeOf(holder.from);
    const end = Math.max(endOf(holder.to), begin + DAY);
    const free = lanes.findIndex((until) => until <= begin);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = end;
    return { begin, end, lane, what: { kind: 'held', holder } };
  });
  const dayOf = (place: number) => timeOf(commits[place]?.day ?? '');
  const spans: Span[] = [
    ...number.quarantines.map((quarantine) => ({
      begin: timeOf(quarantine.from),
      end: endOf(quarantine.to),
      lane: 0,
      what: { kind: 'quarantine' as const, quarantine },
    })),
    ...number.reserved.map((reserved) => ({
      begin: dayOf(reserved.began),
      end: reserved.ended === undefined ? Number.POSITIVE_INFINITY : dayOf(reserved.ended),
      lane: 0,
      what: { kind: 'reserved' as const, reserved },
    })),
    ...number.released.map((released) => ({
      begin: endOf(released.on) - BEFORE,
      end: endOf(released.on),
      lane: 0,
      what: { kind: 'released' as const, released },
    })),
    ...held,
  ];
  return { spans: spans.sort((a, b) => a.begin - b.begin), lanes: Math.max(1, lanes.length) };
}

export function endOf(day: string | undefined): number {
  return day === undefined ? Number.POSITIVE_INFINITY : timeOf(day) + DAY;
}
