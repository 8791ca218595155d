import { expect, test } from 'vitest';
import { lookLogger } from '../../../src/node/live/logger.ts';
import { lookManager } from '../../../src/node/live/manager.ts';
import { stub } from './stub.ts';

const CONF = `[general]
bindaddr=127.0.0.9
port=5038
[agent]
secret=geheim
deny=0.0.0.0/0.0.0.0
permit=127.0.0.9/255.255.255.255
read=none
write=system,call,config
`;
const COMMANDS = {
  'manager show settings': `
Global Settings:
----------------
  Manager (AMI):             Yes            
  Web Manager (AMI/HTTP):    No             
  TCP Bindaddress:           127.0.0.9:5038
  TLS Enable:                No             
  Display connects:          No             
  Timestamp events:          No             `,
  'manager show users': '\nusername\n--------\nagent\n-------------------\n1 manager users configured.',
  'manager show user "agent"': `
          username: agent
            secret: <Set>
         read perm: <none>
        write perm: system,config,call
ACL: (unnamed)
---------------------------------------------
  0:  deny - 0.0.0.0/0.0.0.0
  1: allow - 127.0.0.9/255.255.255.255`,
  'manager show connected': `
  Username         IP Address                                               Start       Elapsed     FileDes   HttpCnt   ReadPerms   WritePerms
  agent            127.0.0.9                                                1795575718  196         14        0         0000000000  0000000691
1 users connected.`,
};

test('what is desired is no difference, in whatever order Asterisk tells rights', async () => {
  expect(await lookManager(stub({ commands: COMMANDS }), CONF)).toEqual([]);
});

test.each([
  ['manager show settings', 'No   ', 'Yes  ', 'changed manager setting Web Manager (AMI/HTTP)'],
  ['manager show user "agent"', 'config,', 'config,originate,', 'changed manager user agent'],
  ['manager show user "agent"', '127.0.0.9/255.255.255.255', '0.0.0.0/0.0.0.0', 'changed manager user agent'],
  ['manager show users', 'agent\n', 'agent\nevil\n', 'unowned manager user evil'],
  ['manager show connected', '  agent', '  evil ', 'unowned manager session 14 of evil from 127.0.0.9'],
] as const)('%s: %s to %s is a difference', async (command, from, to, difference) => {
  const ami = stub({ commands: { ...COMMANDS, [command]: COMMANDS[command].replace(from, to) } });
  const found = await lookManager(ami, CONF);
  expect(found.map(({ kind, item }) => `${kind} ${item}`)).toEqual([difference]);
  expect(JSON.stringify(found)).not.toContain('geheim');
});

const CHANNELS = `Logger queue limit: 1000

Channel                             Type     Formatter  Status    Configuration
-------                             ----     ---------  ------    -------------
/tmp/callers                        File     default    Enabled    - DEBUG VERBOSE 
                                    Console  default    Enabled    - NOTICE WARNING ERROR VERBOSE `;

test('a channel of the log that its file does not name is a difference', async () => {
  const ami = stub({ commands: { 'logger show channels': CHANNELS } });
  expect(await lookLogger(ami, '[logfiles]\nconsole => notice,warning,error\n')).toEqual([
    { place: 'module', kind: 'unowned', item: 'log channel /tmp/callers', found: 'debug,verbose' },
  ]);
});
