import { withoutMarkers } from '../chatwork/marker.ts';
import type { RoomDifference } from '../chatwork/room-diff.ts';
import type { TenantId } from '../domain/ids.ts';
import { maskAddresses } from '../domain/mask.ts';
import { oneLine } from '../domain/one-line.ts';
import type { Difference } from './report.ts';

/** A difference of a room as the report has it. Of a description the marker is never shown: where it alone differs, that is said. */
export function toDifference(tenant: TenantId, id: number, difference: RoomDifference): Difference {
  const head = { tenant, place: 'room' as const };
  switch (difference.item) {
    case 'name':
      return {
        ...head,
        item: `room ${id} name`,
        ...textDifference(difference.expected, difference.found),
      };
    case 'description': {
      const expected = withoutMarkers(difference.expected);
      const found = withoutMarkers(difference.found);
      return {
        ...head,
        item: `room ${id} description`,
        ...(expected.text === found.text
          ? textDifference('its marker line', found.marked ? 'another marker line, or another place' : '')
          : textDifference(expected.text || 'its marker line alone', found.text)),
      };
    }
    case 'member': {
      const item = `room ${id} account ${difference.account}`;
      const expected = difference.expected;
      return difference.found === undefined
        ? { ...head, kind: 'missing', item, expected }
        : { ...head, kind: 'changed', item, expected, found: difference.found };
    }
    case 'link': {
      const item = `room ${id} invitation link`;
      return difference.expected
        ? { ...head, kind: 'missing', item, expected: 'a link' }
        : { ...head, kind: 'unowned', item, found: 'a link' };
    }
    case 'approval':
      return {
        ...head,
        kind: 'changed',
        item: `room ${id} invitation link's approval`,
        expected: 'an admin lets people in',
        found: 'whoever has the link comes in',
      };
  }
}

/** Nothing found: it is missing. */
function textDifference(expected: string, found: string): Pick<Difference, 'kind' | 'expected' | 'found'> {
  return found === ''
    ? { kind: 'missing', expected: shown(expected) }
    : { kind: 'changed', expected: shown(expected), found: shown(found) };
}

function shown(text: string): string {
  return oneLine(maskAddresses(text), 200);
}
