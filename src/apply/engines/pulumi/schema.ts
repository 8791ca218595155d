import { MOMENTS } from '../../../domain/announcement.ts';
import { PACKAGE, typeToken } from './types.ts';

type Property = Record<string, unknown> & { description: string };

const text = (description: string): Property => ({ type: 'string', description });
const count = (description: string): Property => ({ type: 'integer', description });
const yes = (description: string): Property => ({ type: 'boolean', description });
const ref = (name: string, description: string): Property => ({
  $ref: `#/types/${PACKAGE}:index:${name}`,
  description,
});
const list = (name: string, description: string): Property => ({
  type: 'array',
  items: { $ref: `#/types/${PACKAGE}:index:${name}` },
  description,
});

const object = (description: string, properties: Record<string, Property>, optional: string[] = []) => ({
  type: 'object',
  description,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const release = text('Digest of the release, which is in the store, signed.');
const live = text('`as applied`, or `drifted` where what is live differs.');

function resource(
  description: string,
  inputs: Record<string, Property>,
  { optional = [], outputs = {} }: { optional?: string[]; outputs?: Record<string, Property> } = {},
) {
  const required = Object.keys(inputs).filter((name) => !optional.includes(name));
  return {
    description,
    inputProperties: inputs,
    requiredInputs: required,
    properties: { ...inputs, ...outputs, live },
    required: [...required, ...Object.keys(outputs), 'live'],
  };
}

/** The provider's schema for Pulumi. Published as pulumi/schema.json. */
export const pulumiSchema = {
  name: PACKAGE,
  displayName: 'denwaban',
  description:
    "A telephone-secretary service's configuration on its nodes: tenants, numbers, rooms, releases.",
  config: {
    variables: {
      stack: text('The environment whose file stacks/Pulumi.<stack>.yaml says where everything is.'),
    },
  },
  provider: {
    inputProperties: {
      stack: text('The environment whose file stacks/Pulumi.<stack>.yaml says where everything is.'),
    },
    requiredInputs: ['stack'],
  },
  types: {
    [`${PACKAGE}:index:Contract`]: object(
      'First and last day, and from when it is suspended.',
      { starts: text('YYYY-MM-DD.'), ends: text('YYYY-MM-DD.'), suspendedSince: text('YYYY-MM-DD.') },
      ['ends', 'suspendedSince'],
    ),
    [`${PACKAGE}:index:LentNumber`]: object(
      'A lent number from one day to another, both included.',
      {
        number: text('+81…'),
        type: text('03 or 050.'),
        kind: text('phone or fax.'),
        usage: text('forwarding or displayed.'),
        starts: text('YYYY-MM-DD.'),
        ends: text('YYYY-MM-DD.'),
        forwardedFrom: text("The HMAC of the line that forwards, with the store's key."),
      },
      ['ends', 'forwardedFrom'],
    ),
    [`${PACKAGE}:index:QuarantineDays`]: object('By usage mode.', {
      displayed: count('Printed on cards and pages.'),
      forwarding: count('Forwarded to.'),
    }),
    [`${PACKAGE}:index:Hours`]: object('`09:00-18:00` or `closed`.', {
      weekdays: text('Monday to Friday.'),
      saturdays: text('Saturdays that are no holidays.'),
      holidays: text("Sundays and Japan's holidays."),
    }),
    [`${PACKAGE}:index:Calls`]: object('Calls that are not taken.', {
      blocked: count('Callers who are refused by number.'),
      refuseWithheld: yes('Whether those are who withhold their number.'),
    }),
    [`${PACKAGE}:index:Announcement`]: object('A sound file.', {
      file: text('Its name.'),
      digest: text('SHA-256 of its bytes.'),
      seconds: { type: 'number', description: 'How long it lasts.' },
    }),
    [`${PACKAGE}:index:Announcements`]: object(
      "Sounds of the tenant's own, by the moment at which callers hear them.",
      Object.fromEntries(MOMENTS.map((moment) => [moment, ref('Announcement', `At the moment ${moment}.`)])),
      [...MOMENTS],
    ),
    [`${PACKAGE}:index:Report`]: object('How reports are delivered.', {
      channel: text('mail or chatwork.'),
      recipients: count('The largest number of simultaneous recipients.'),
    }),
    [`${PACKAGE}:index:Fingerprints`]: object(
      "HMACs with the store's key.",
      {
        company: text('What operators see.'),
        reports: text('Who gets reports.'),
        room: text('What its file says of its Chatwork room.'),
        blocked: text('Whose calls are refused by number.'),
        rendered: text('What was rendered.'),
      },
      ['room', 'blocked'],
    ),
  },
  resources: {
    [typeToken('Cluster')]: resource('Trunks, operators, pools and the dialplan library, on every node.', {
      release,
    }),
    [typeToken('Numbers')]: resource(
      'The intervals of all lent numbers: a move between tenants is one switch.',
      {
        release,
        count: count('Lent numbers.'),
        quarantineDays: ref('QuarantineDays', 'Days until a number that was given back may be lent again.'),
      },
    ),
    [typeToken('Tenant')]: resource(
      'A company whose calls are answered. Deleting it touches nothing live.',
      {
        tenant: text('Its id.'),
        shard: text('The shard that carries it.'),
        pool: text('The pool whose operators answer.'),
        contract: ref('Contract', 'Its contract.'),
        numbers: list('LentNumber', 'Sorted by number and start.'),
        hours: ref('Hours', 'When operators answer.'),
        calls: ref('Calls', 'Calls that are not taken.'),
        announcements: ref('Announcements', "Sounds of the tenant's own."),
        report: ref('Report', 'How reports are delivered.'),
        roster: count('People in the roster.'),
        fingerprints: ref('Fingerprints', 'They tell that names or addresses changed, without saying them.'),
      },
      { optional: ['calls', 'announcements'] },
    ),
    [typeToken('ChatworkRoom')]: resource(
      "A tenant's room. It is imported by its number; deleting it leaves it to its people.",
      {
        tenant: text("The tenant's id."),
        members: count("People in the tenant's file."),
        invite: yes('Whether there is an invitation link.'),
        roomId: count('A room that is adopted.'),
        fingerprint: text("HMAC of what the room is to be, with the store's key."),
      },
      { optional: ['roomId'], outputs: {} },
    ),
    [typeToken('Release')]: resource('The tenants of one shard, as one switch on every node.', {
      release,
      tenants: count('Tenants of the shard.'),
    }),
  },
};
