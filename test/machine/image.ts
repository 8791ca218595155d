import { execa } from 'execa';

/** What Amazon Linux 2023 has, or user data brings, from the Debian whose systemd (252) and cloud-init (22) are of the same releases. */
const PACKAGES = [
  ...['awscli', 'ca-certificates', 'cloud-init', 'curl', 'docker.io', 'iproute2', 'jq', 'procps'],
  'systemd-sysv',
];

const IMAGE = 'denwaban/test-machine:1';

/** Makes the image of a machine as AWS would start it, where it is missing. @returns its name */
export async function ensureMachineImage(): Promise<string> {
  const present = await execa('docker', ['image', 'inspect', IMAGE], { reject: false });
  if (present.exitCode === 0) return IMAGE;
  // Packages are unpacked in memory: on a busy disk that saves most of the time. A mirror may be a snapshot, with lists past their date.
  const script = `set -eo pipefail
mount -t tmpfs tmpfs /tmp
id=$(mmdebstrap --quiet --variant=minbase --include=${PACKAGES} --aptopt='Acquire::Check-Valid-Until "false"' bookworm - | docker import -)
docker tag "$id" ${IMAGE}`;
  await execa('unshare', ['--mount', 'bash', '-c', script], { stdin: 'ignore' });
  return IMAGE;
}
