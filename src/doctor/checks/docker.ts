import { same } from '../../domain/language.ts';
import type { Check } from '../finding.ts';
import { isThere, said } from '../program.ts';

/** Docker's client, and a daemon that answers this user. The sandbox runs in it; for AWS the nodes' image is built with it. */
export const dockerCheck: Check = async (examined) => {
  const name = same('Docker');
  const why =
    examined.stack.sandbox === undefined
      ? { en: 'the image of the nodes is built with it', ja: 'ノードのイメージを作るのに使います' }
      : { en: 'the sandbox runs in it', ja: 'サンドボックスが動く場所です' };
  const version = await said(examined, 'docker', 'version', '--format', '{{.Server.Version}}');
  if (version) return { check: 'docker', name, state: 'ok', found: same(version) };
  const there = await isThere(examined, 'docker');
  return {
    check: 'docker',
    name,
    state: 'missing',
    found: there
      ? { en: 'its daemon does not answer this user', ja: 'デーモンがこの利用者に応答しません' }
      : { en: 'there is none', ja: '見つかりません' },
    why,
    mend:
      there && process.getuid?.() !== 0
        ? 'sudo usermod -aG docker "$USER"; sudo npm run setup'
        : 'npm run setup',
  };
};
