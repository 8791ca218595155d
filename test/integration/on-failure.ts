import { execa } from 'execa';
import { beforeEach } from 'vitest';
import { SANDBOX_LABEL } from '../../src/sandbox/docker.ts';
import { TEST_NET } from './global-setup.ts';

const LINES = '80';

/** Where a test has failed, what each machine said meanwhile stands below it: after the run there is no machine left to ask. */
beforeEach(({ task, onTestFailed }) => {
  const began = new Date().toISOString();
  onTestFailed(async () => {
    const filter = `label=${SANDBOX_LABEL}=${TEST_NET}`;
    const { stdout } = await execa('docker', ['ps', '--all', '--filter', filter, '--format', '{{.Names}}']);
    for (const name of stdout.split('\n').filter(Boolean).sort()) {
      const { all } = await execa(
        'docker',
        ['logs', '--timestamps', '--since', began, '--tail', LINES, name],
        {
          all: true,
          reject: false,
        },
      );
      console.log(`while "${task.name}" ran, ${name} said:\n${all || '(nothing)'}`);
    }
  });
});
