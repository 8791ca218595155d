import type { MachineKind } from '../../../domain/machine-kind.ts';
import { HOOKS } from './machine-facts.ts';

/** The machine's own facts, as the scripts read them: /etc/denwaban/machine. */
const HEAD = `#!/bin/sh
# Written by denwaban (src/infra/cloud/user-data).
set -eu
. /etc/denwaban/machine

imds() {
  token=$(curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)
  curl -sf -m 5 -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"
}

finish() {
  aws autoscaling complete-lifecycle-action --region "$AWS_REGION" --auto-scaling-group-name "$GROUP" \\
    --lifecycle-hook-name "$1" --instance-id "$(imds instance-id)" --lifecycle-action-result CONTINUE
}

`;

/** Whether the machine is as it should be, by its own report in the store. */
const CONVERGED = `
# Exit 0: a report after $1 (seconds since 1970) proves every part that is desired of this machine. Nothing desired yet: that it reports
# at all says that its image runs.
converged() {
  desired=$(aws s3api list-objects-v2 --region "$AWS_REGION" --bucket "$STORE" --prefix "nodes/$NAME/desired/" \\
    --query 'length(Contents || \`[]\`)' --output text) || return 1
  status=$(aws s3 cp --region "$AWS_REGION" "s3://$STORE/nodes/$NAME/status" - 2>/dev/null) || return 1
  printf '%s' "$status" | jq -e --argjson since "$1" --argjson desired "$desired" \\
    '.at > $since * 1000 and (.parts | length) == $desired and ([.parts[].state] | all(. == "converged"))' >/dev/null
}
`;

/** Lets the group go on to the next machine once this one has proved itself; otherwise the group's patience ends, and it is taken back. */
export function convergedScript(): string {
  return `${HEAD}${CONVERGED}
# A report of the machine before proves nothing.
started=$(date -d "$(uptime -s)" +%s)
until converged "$started"; do sleep 5; done
finish ${HOOKS.launch}
`;
}

/**
 * Waits until the group wants to end this machine, then lets calls and reports end first: Asterisk takes no new ones, edges go on to
 * other nodes, and the mail that lies here is sent on.
 */
export function drainScript(kind: MachineKind): string {
  const drain =
    kind === 'edge'
      ? 'sleep 60'
      : `inside() { docker exec denwaban "$@"; }
asterisk() { inside asterisk -C /var/lib/denwaban/live/asterisk/asterisk.conf -rx "$1"; }
calls() { asterisk 'core show channels count' | grep -q '^[1-9][0-9]* active channel'; }
mails() { inside postqueue -c /var/lib/denwaban/live/postfix -j | grep -q .; }
# Where nothing runs, nobody is talking.
if inside true; then
  # It is not to be started again once its calls have ended.
  inside s6-svc -O /opt/denwaban/services/asterisk
  # It waits for the calls to end; where it is cut off, the loop does.
  asterisk 'core stop gracefully' || true
  while calls; do sleep 5; done
  inside postqueue -c /var/lib/denwaban/live/postfix -f || true
  # What cannot be sent in ten minutes would not be sent in an hour either.
  end=$(($(date +%s) + 600))
  while mails && [ "$(date +%s)" -lt "$end" ]; do sleep 10; done
fi`;
  return `${HEAD}
until [ "$(imds autoscaling/target-lifecycle-state || true)" = Terminated ]; do sleep 10; done
${drain}
systemctl stop denwaban.service
finish ${HOOKS.terminate}
`;
}

/** Every minute: that the machine lives, whether it has proved what is desired, and how much mail waits. */
export function metricsScript(kind: MachineKind): string {
  const queue =
    kind === 'edge'
      ? ''
      : `put MailQueue "$(docker exec denwaban postqueue -c /var/lib/denwaban/live/postfix -j | wc -l)"\n`;
  return `${HEAD}${CONVERGED}
put() {
  aws cloudwatch put-metric-data --region "$AWS_REGION" --namespace "$METRICS" --metric-name "$1" --value "$2" --dimensions "Node=$NAME"
}
docker exec denwaban true
put Heartbeat 1
if converged "$(($(date +%s) - 120))"; then put Converged 1; else put Converged 0; fi
${queue}`;
}
