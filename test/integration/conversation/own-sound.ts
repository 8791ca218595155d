import { sha256 } from '../../../src/domain/canonical.ts';
import type { Digest } from '../../../src/domain/ids.ts';
import type { Announcement } from '../../../src/model/tenant.ts';
import { type WavForm, wav } from '../../load/sounds/wav-by-hand.ts';

/** A sound file that consists of one sample, by which a caller knows it. */
export interface OwnSound {
  bytes: Buffer;
  digest: Digest;
  /** As a tenant has it. */
  announcement: Announcement;
}

/** @param sample as it goes over the line, µ-law */
export function ownSound(sample: number, seconds = 0.4, form: WavForm = {}): OwnSound {
  const bytes = wav({ ...form, seconds, sample: linear(sample) });
  const digest = sha256(bytes);
  return { bytes, digest, announcement: { file: `own-${sample}.wav`, digest, seconds } };
}

/** The 16 bits that become this sample again (ITU-T G.711). */
function linear(sample: number): number {
  const bits = ~sample & 0xff;
  const size = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return bits & 0x80 ? -size : size;
}
