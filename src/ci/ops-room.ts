import type { ChatworkClient } from '../chatwork/client.ts';
import type { DriftReport } from '../drift/report.ts';
import { chatwork } from '../render/writers/chatwork.ts';
import { Safe } from '../render/writers/safe.ts';
import type { IssueOutcome } from './drift-issue.ts';

/** How many differences are named in a message; the issue has them all. */
const NAMED = 10;

/** What the ops room is told of a drift; undefined: nothing that it does not know already. */
export function opsMessage(report: DriftReport, outcome: IssueOutcome, link: string): string | undefined {
  const { stack, differences } = report;
  if (outcome.became === 'none' || outcome.became === 'same') return undefined;
  const title =
    outcome.became === 'closed'
      ? `ドリフト解消（${stack}）`
      : `ドリフト検出 ${differences.length}件（${stack}）`;
  const named = differences
    .slice(0, NAMED)
    .map(({ tenant, node, place, kind, item }) =>
      [tenant ?? '契約会社なし', node ?? '', place, kind, item].filter((word) => word !== '').join(' '),
    );
  const more = differences.length > NAMED ? [`ほか${differences.length - NAMED}件`] : [];
  const text = [...(outcome.became === 'closed' ? [] : [...named, ...more]), link].join('\n');
  const message = chatwork.markup`[info][title]${chatwork.text(title)}[/title]${chatwork.text(text)}[/info]`;
  return Safe.text('chatwork', message);
}

/** Says it in the room of those who look after the service. */
export async function tellOpsRoom(client: ChatworkClient, room: number, message: string): Promise<void> {
  await client.postMessage(room, message);
}
