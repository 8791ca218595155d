import { at, atKey, type Rule } from '../rule.ts';

/**
 * A call-answering business verifies who its customer is before the service starts, and keeps the record
 * (犯罪収益移転防止法; to be confirmed by counsel). What is applied today starts by itself on its day, so this is asked at once.
 */
export const identityCheckMissing: Rule = {
  code: 'identity-check-missing',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, contract } of tenants) {
      const { starts, identityCheck } = contract;
      if (!identityCheck) {
        const why = 'there is no identity check, which has to be done before the contract starts';
        yield atKey(
          source,
          ['contract'],
          why,
          'verify the tenant and add identityCheck: { method, verifiedOn, recordRef }',
        );
        continue;
      }
      const { verifiedOn } = identityCheck;
      const path = ['contract', 'identityCheck', 'verifiedOn'];
      if (verifiedOn && starts && verifiedOn > starts) {
        const why = `the identity check of ${verifiedOn} came after the contract’s start on ${starts}`;
        yield at(source, path, why, 'move the start, or write the day of the check that was done before it');
      }
    }
  },
};
