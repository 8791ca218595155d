import type { Text } from './language.ts';
import type { RecipientReason } from './recipients.ts';

/** What {@link RecipientReason} means, for operators. */
export const REASONS: Record<RecipientReason, Text> = {
  named: { en: 'who was asked for', ja: '名指しされた本人' },
  'named-has-no-address': {
    en: 'who was asked for has no address: the first in the roster, who is in charge',
    ja: '名指しされた人に宛先がないため、名簿の先頭（責任者）',
  },
  'nobody-named': {
    en: 'nobody was asked for: the first in the roster, who is in charge',
    ja: '名指しがないため、名簿の先頭（責任者）',
  },
  specified: { en: 'specified by the tenant', ja: '契約会社が指定した送付先' },
};
