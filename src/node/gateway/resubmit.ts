import { execa } from 'execa';

/**
 * Hands a report in again under the address that it came to: its tenant has changed channel since Postfix looked where it goes. Throws where
 * Postfix does not take it.
 * @param by.settings the folder of Postfix's settings
 */
export async function resubmit(
  mail: Buffer,
  by: { recipient: string; sender: string; settings: string },
): Promise<void> {
  await execa('/usr/sbin/sendmail', ['-C', by.settings, '-i', '-f', by.sender, '--', by.recipient], {
    input: mail,
    timeout: 60_000,
  }).catch((error: { exitCode?: number }) => {
    // Its own words could hold addresses.
    throw new Error(`the report could not be handed in again (exit ${error.exitCode ?? 'unknown'})`);
  });
}
