import type { AmiConnection } from '../ami/connection.ts';
import { noneIfRefused } from '../ami/refused.ts';
import { readConf } from '../conf/reader.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/**
 * Queues and their members. Whether a member is paused or in a call is the day's business and not compared. Asterisk tells only
 * some of a queue's settings; the others can be changed by its file alone, which is compared as a file.
 */
export async function lookQueues(ami: AmiConnection, queuesConf: string): Promise<Difference[]> {
  const [rows, rung] = [await ami.list({ Action: 'QueueStatus' }).catch(noneIfRefused), await rungInUse(ami)];
  const found = new Map<string, Thing>();
  for (const row of rows) {
    const get = (name: string): string => row.get(name) ?? '';
    if (row.get('Event') === 'QueueParams') {
      found.set(`queue ${get('Queue')}`, {
        does: settings(get('Strategy'), get('Max'), get('Weight'), get('ServiceLevel')),
      });
    } else if (row.get('Event') === 'QueueMember') {
      const label = shownMember(get('Name'), get('Location'), get('StateInterface'), get('Penalty'));
      found.set(memberItem(get('Queue'), get('Location')), {
        does: member(
          get('Membership'),
          get('Name'),
          get('Penalty'),
          get('StateInterface'),
          get('Wrapuptime'),
          rung.get(`${get('Queue')} ${label}`) ?? 'unknown',
        ),
      });
    }
  }
  const { expected, ringInUse } = expectedQueues(queuesConf);
  return compare('queue', expected, found, (item, kind) => {
    const [, queue, place] = /^queue (\S+) member (.+)$/.exec(item) ?? [];
    if (kind === 'missing' || queue === undefined || place === undefined) return undefined;
    const member = { Queue: queue, Interface: place };
    if (kind === 'unowned') return () => ami.action({ Action: 'QueueRemove', ...member });
    // The rest is put right by the reload.
    const RingInUse = ringInUse.get(item) ?? 'yes';
    return () => ami.action({ Action: 'QueueMemberRingInUse', ...member, RingInUse });
  });
}

/** Who is rung during a call, by queue and member as the command line shows it: the manager interface's list leaves it out. */
async function rungInUse(ami: AmiConnection): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let queue = '';
  for (const line of await ami.command('queue show').catch(noneIfRefused)) {
    queue = /^(\S+) has \d+ calls /.exec(line)?.[1] ?? queue;
    const [, label, state] = /^ {6}(\S.*?) \(ringinuse (enabled|disabled)\)/.exec(line) ?? [];
    if (label !== undefined) found.set(`${queue} ${label}`, state === 'enabled' ? 'yes' : 'no');
  }
  return found;
}

function shownMember(name: string, place: string, state: string, penalty: string): string {
  const from = state === '' || state === place ? '' : ` from ${state}`;
  const label = name.toLowerCase() === place.toLowerCase() ? name : `${name} (${place}${from})`;
  return penalty === '0' ? label : `${label} with penalty ${penalty}`;
}

function expectedQueues(queuesConf: string): {
  expected: Map<string, Thing>;
  ringInUse: Map<string, string>;
} {
  const expected = new Map<string, Thing>();
  const ringInUse = new Map<string, string>();
  for (const { name, lines } of readConf(queuesConf)) {
    if (name === 'general') continue;
    const last = (key: string, absent: string): string =>
      lines.findLast((line) => line.key === key)?.value ?? absent;
    expected.set(`queue ${name}`, {
      does: settings(
        last('strategy', 'ringall'),
        last('maxlen', '0'),
        last('weight', '0'),
        last('servicelevel', '0'),
      ),
    });
    for (const line of lines) {
      if (line.key !== 'member') continue;
      const [place = '', penalty = '', title = '', state = '', inUse = '', wrapUp = ''] = line.value
        .split(',')
        .map((v) => v.trim());
      const item = memberItem(name, place);
      const rung = inUse || last('ringinuse', 'yes');
      ringInUse.set(item, rung);
      expected.set(item, {
        does: member('static', title || place, penalty || '0', state || place, wrapUp || '0', rung),
      });
    }
  }
  return { expected, ringInUse };
}

function memberItem(queue: string, place: string): string {
  return `queue ${queue} member ${place}`;
}

function settings(strategy: string, max: string, weight: string, level: string): string {
  return `strategy ${strategy}, maxlen ${max}, weight ${weight}, servicelevel ${level}`;
}

function member(
  how: string,
  name: string,
  penalty: string,
  state: string,
  wrapUp: string,
  inUse: string,
): string {
  return `${how}, name ${name}, penalty ${penalty}, state of ${state}, wrapuptime ${wrapUp}, ringinuse ${inUse}`;
}
