import { at, type Rule } from '../rule.ts';

/**
 * 0120 and 0800 (freephone) and 0570 numbers are no lines: calls to them arrive at a line with a number of its own, the base number
 * (基番号), and that line forwards.
 */
export const forwardedFromFreephone: Rule = {
  code: 'forwarded-from-freephone',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, numbers } of tenants) {
      for (const { path, forwardedFrom } of numbers) {
        const number = forwardedFrom?.number;
        if (!number || !/^0(?:120|800|570)/.test(number)) continue;
        const why = {
          en: `${number} is a service number in front of a line, and only the line itself forwards`,
          ja: `${number} は回線の前に置かれたサービス番号で、転送できるのは回線そのものだけです`,
        };
        yield at(source, [...path, 'forwardedFrom', 'number'], why, {
          en: 'write the line’s base number (基番号)',
          ja: '回線の基番号を書いてください',
        });
      }
    }
  },
};
