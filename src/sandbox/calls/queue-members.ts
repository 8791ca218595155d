/**
 * Members that a node's queues would not ring, from Asterisk's `queue show`. The queue takes a phone for available only some time after the
 * phone has answered, and a call before that is told that all operators are busy.
 */
export function unavailableMembers(queueShow: string): string[] {
  return queueShow
    .split('\n')
    .flatMap((line) => /^ {6}(\S+) .*\((?:Unavailable|Invalid|Unknown)\) has taken /.exec(line)?.[1] ?? []);
}
