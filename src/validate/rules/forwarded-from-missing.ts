import { at, type Rule } from '../rule.ts';

/** A forwarding number is known by the line that forwards to it: go-live checks that a call came from there. */
export const forwardedFromMissing: Rule = {
  code: 'forwarded-from-missing',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, numbers } of tenants) {
      for (const { path, usage, forwardedFrom } of numbers) {
        if (usage !== 'forwarding' || forwardedFrom) continue;
        const why = {
          en: 'the number is for forwarding, but the line that forwards to it is not named',
          ja: '利用方法が電話転送利用なのに、転送元の回線が書かれていません',
        };
        yield at(source, [...path, 'usage'], why, {
          en: 'add forwardedFrom: { number: …, line: … }, or write displayed',
          ja: 'forwardedFrom: { number: …, line: … } を加えるか、displayed としてください',
        });
      }
    }
  },
};
