import { PUBLIC_KEY } from './environment.ts';
import type { MachineFacts } from './machine-facts.ts';

/** Started once, with the machine: after a restart its group waits for nothing any more. */
export const ONCE = 'denwaban-converged.service';

/** Started with every start of the machine. */
export const ALWAYS = ['denwaban.service', 'denwaban-drain.service', 'denwaban-metrics.timer'] as const;

/** systemd's units of a machine, by file name. */
export function units(facts: MachineFacts): Record<string, string> {
  return {
    'denwaban.service': container(facts),
    [ONCE]: script('converged', 'Type=oneshot\nRestart=on-failure\nRestartSec=10'),
    'denwaban-drain.service': script('drain', 'Restart=on-failure\nRestartSec=10', WITH_MACHINE),
    'denwaban-metrics.service': script('metrics', 'Type=oneshot'),
    'denwaban-metrics.timer': `[Timer]
OnBootSec=60
OnUnitActiveSec=60
AccuracySec=1
[Install]
WantedBy=timers.target
`,
  };
}

/** With the machine's own network: Asterisk's ports are the machine's, and IMDS stays one hop away. */
function container({ image, logGroup, name, region }: MachineFacts): string {
  const run = [
    // The agent sees whose sockets Postfix listens on only with this right.
    'docker run --rm --name denwaban --network host --cap-add SYS_PTRACE --env-file /etc/denwaban/env',
    `--log-driver awslogs --log-opt awslogs-region=${region} --log-opt awslogs-group=${logGroup} --log-opt awslogs-stream=${name}`,
    `-v denwaban-state:/var/lib/denwaban -v denwaban-mail:/var/spool/postfix -v ${PUBLIC_KEY}:${PUBLIC_KEY}:ro`,
    image,
  ].join(' ');
  return `[Unit]
After=docker.service network-online.target
# Not Requires: a start for which Docker failed would be given up, also when Docker is there a moment later.
Wants=docker.service network-online.target
[Service]
# The registry's credential helper is found from here.
Environment=HOME=/root
ExecStartPre=-/usr/bin/docker rm --force denwaban
ExecStart=/usr/bin/${run}
ExecStop=/usr/bin/docker stop --time 30 denwaban
Restart=always
RestartSec=5
[Install]
WantedBy=multi-user.target
`;
}

const WITH_MACHINE = '[Install]\nWantedBy=multi-user.target\n';

function script(name: string, service: string, install = ''): string {
  return `[Unit]
After=denwaban.service
[Service]
${service}
ExecStart=/usr/local/lib/denwaban/${name}
${install}`;
}
