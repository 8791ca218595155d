/** What a column of the list of existing tenants holds. One row has a company, a number and a person, or some of these. */
export const COLUMNS = {
  id: 'the tenant; rows of one tenant have the same. Without it: a number that was released before',
  name: 'company',
  kana: 'its reading',
  greeting: 'what the operator says; empty: the usual words with the company’s name',
  address: 'company’s address',
  starts: 'first day of the contract',
  ends: 'last day of the contract',
  'suspended-since': 'first day on which its numbers are stopped',
  'suspended-reason': 'why',
  'identity-method': 'how the identity was verified',
  'identity-on': 'on which day',
  'identity-ref': 'reference of the record',
  channel: 'mail or chatwork',
  to: 'the specified destination, ids or “named”, with blanks between',
  room: 'name of the Chatwork room',
  'room-id': 'number of a room that is there already, to be adopted',
  members: 'accounts of the room, such as 1001:admin, with blanks between',
  invite: 'yes or no: people join by a link',
  weekdays: 'hours',
  saturdays: 'hours',
  holidays: 'hours of Sundays and holidays',
  number: 'a lent number',
  type: '03 or 050; empty: that of the number',
  kind: 'phone or fax; empty: phone',
  usage: 'forwarding or displayed',
  'forwarded-from': 'the number that forwards',
  line: 'the line that forwards',
  'number-starts': 'its first day, where it is not the contract’s',
  'number-ends': 'its last day, where it is not the contract’s',
  released: 'of a row without id: the last day of its last holder',
  'person-id': 'one of the roster, in its order',
  'person-name': 'name',
  'person-kana': 'its reading',
  'person-title': 'title',
  'person-department': 'department',
  'person-email': 'address',
} as const;

export type Column = keyof typeof COLUMNS;

export function isColumn(name: string): name is Column {
  return Object.hasOwn(COLUMNS, name);
}
