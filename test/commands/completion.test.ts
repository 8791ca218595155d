import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = join(import.meta.dirname, '../../bin');

let home: string;
/** Of a user whose home is empty, and who has the command line on the PATH. */
let env: Record<string, string>;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'denwaban-completion-'));
  env = { HOME: home, PATH: `${BIN}:${process.env.PATH}` };
  await execa('denwaban', ['autocomplete', 'bash'], { env, extendEnv: false });
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** What bash proposes where TAB is pressed at the end of a line. */
async function completed(line: string): Promise<string[]> {
  const script = `
    source <(denwaban autocomplete script bash)
    read -r -a COMP_WORDS <<< "$1"
    [[ "$1" == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
    cur="\${COMP_WORDS[COMP_CWORD]}"
    _denwaban_autocomplete
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await execa('bash', ['-c', script, 'bash', line], { env, extendEnv: false });
  return stdout.split('\n').map((word) => word.trim());
}

describe('TAB in bash', () => {
  it('proposes a command', async () => {
    expect(await completed('denwaban val')).toEqual(['validate']);
  });

  it('proposes the commands of a topic', async () => {
    expect(await completed('denwaban sandbox d')).toEqual(expect.arrayContaining(['demo', 'down', 'drain']));
  });

  it('proposes the flags of a command', async () => {
    expect(await completed('denwaban plan --de')).toEqual(['--detailed-exitcode']);
  });
});
