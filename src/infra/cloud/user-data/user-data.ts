import { stringify } from 'yaml';
import { containerEnvironment, environmentFile, PUBLIC_KEY } from './environment.ts';
import type { MachineFacts } from './machine-facts.ts';
import { convergedScript, drainScript, metricsScript } from './scripts.ts';
import { ALWAYS, ONCE, units } from './units.ts';

/** EC2's own limit, in bytes before base64. */
export const MOST_BYTES = 16_384;

/** What cloud-init makes of a fresh Amazon Linux 2023: a machine that runs the image and nothing else. */
export function userData(facts: MachineFacts): string {
  const text = `#cloud-config\n${stringify(cloudConfig(facts), { lineWidth: 0 })}`;
  if (Buffer.byteLength(text) > MOST_BYTES) throw new Error(`user data of ${facts.name} is too long`);
  return text;
}

function cloudConfig(facts: MachineFacts) {
  const registry = facts.image.slice(0, facts.image.indexOf('/'));
  return {
    // No way in but the console's own: no keys, no passwords.
    disable_root: true,
    ssh_pwauth: false,
    package_update: false,
    packages: ['docker', 'amazon-ecr-credential-helper', 'jq'],
    write_files: [
      file('/etc/denwaban/env', environmentFile(containerEnvironment(facts))),
      file(
        '/etc/denwaban/machine',
        environmentFile({
          NAME: facts.name,
          STORE: facts.store,
          GROUP: facts.group,
          METRICS: facts.metrics,
          AWS_REGION: facts.region,
        }),
      ),
      file(PUBLIC_KEY, facts.publicKey),
      file('/root/.docker/config.json', JSON.stringify({ credHelpers: { [registry]: 'ecr-login' } })),
      ...Object.entries({
        converged: convergedScript(),
        drain: drainScript(facts.kind),
        metrics: metricsScript(facts.kind),
      }).map(([name, text]) => file(`/usr/local/lib/denwaban/${name}`, text, '0755')),
      ...Object.entries(units(facts)).map(([name, text]) => file(`/etc/systemd/system/${name}`, text)),
    ],
    runcmd: [
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'disable', '--now', 'sshd.service'],
      ['systemctl', 'enable', '--now', 'docker.service'],
      ['systemctl', 'enable', '--now', '--no-block', ...ALWAYS],
      ['systemctl', 'start', '--no-block', ONCE],
    ],
  };
}

function file(path: string, content: string, permissions = '0644') {
  return { path, content, permissions, owner: 'root:root' };
}
