import { same } from '../../domain/language.ts';
import type { Check } from '../finding.ts';
import { isThere } from '../program.ts';

/** What the sandbox runs beside Docker: a Debian made from packages, a SIP client, what lists open ports. */
const PROGRAMS = ['mmdebstrap', 'sipp', 'ss'];

export const sandboxProgramsCheck: Check = async (examined) => {
  const there = await Promise.all(PROGRAMS.map((program) => isThere(examined, program)));
  const missing = PROGRAMS.filter((_, i) => !there[i]);
  const name = { en: 'programs', ja: 'プログラム' };
  if (missing.length === 0) return { check: 'programs', name, state: 'ok', found: same(PROGRAMS.join(', ')) };
  return {
    check: 'programs',
    name,
    state: examined.stack.sandbox === undefined ? 'absent' : 'missing',
    found: { en: `there is no ${missing.join(', ')}`, ja: `${missing.join('、')} が見つかりません` },
    why: {
      en: 'the sandbox makes its images with mmdebstrap, places calls with sipp and looks for free ports with ss',
      ja: 'サンドボックスは mmdebstrap でイメージを作り、sipp で電話をかけ、ss で空きポートを調べます',
    },
    mend: 'npm run setup',
  };
};
