import { expect, it } from 'vitest';
import { aorsOf } from '../../../src/node/live/contacts.ts';

it('a phone can be registered only where an AOR takes contacts', () => {
  const conf = [
    '[operator-aor](!)\ntype=aor\nmax_contacts=1\nmaximum_expiration=900\n',
    '[op1](operator-aor)\n',
    '[op2]\ntype=aor\ncontact=sip:op2@192.0.2.1:5062\n',
  ].join('\n');
  expect([...aorsOf(conf)]).toEqual([['op1', 900]]);
});
