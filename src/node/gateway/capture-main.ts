import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import writeFileAtomic from 'write-file-atomic';
import { oneLine } from '../../domain/one-line.ts';
import { gatewayPlaces } from './settings.ts';

/** sysexits.h, as pipe(8) understands it. */
const TRY_LATER = 75;

/**
 * `node.mjs capture RECIPIENT`, run by Postfix's pipe(8) with a mail on standard input: keeps it, with who would have got it in a header.
 * @returns its exit code
 */
export async function runCapture([recipient = '']: string[]): Promise<number> {
  try {
    const { captured } = gatewayPlaces(process.env);
    const name = `${new Date().toISOString().replaceAll(':', '')}-${randomUUID()}.eml`;
    const mail = [Buffer.from(`X-Denwaban-Recipient: ${oneLine(recipient)}\n`), await buffer(process.stdin)];
    await writeFileAtomic(join(captured, name), Buffer.concat(mail), { mode: 0o600 });
    process.stdout.write('captured: this stack delivers to nobody\n');
    return 0;
  } catch (error) {
    process.stdout.write(`${(error as NodeJS.ErrnoException).code ?? 'it could not be kept'}\n`);
    return TRY_LATER;
  }
}
