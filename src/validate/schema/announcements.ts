import { SOUND_NAME } from '../../domain/announcement.ts';
import { form } from './form.ts';

/** What callers of one tenant hear in place of what is spoken for all. */
export const announcementsSchema = {
  type: 'object',
  description:
    '独自の音声。契約会社のファイルの隣の _sounds/<契約会社ID>/ に置く。書かなければ標準の音声。 / Sounds of the tenant’s own, in _sounds/<tenant id>/ beside its file; without them the ones for all.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    outsideHours: sound('受付時間外。 / Outside of the opening hours.', 'closed.wav'),
    holiday: sound(
      '終日休みの日曜と祝日。書かなければ outsideHours。 / Sundays and holidays that are closed all day; without it outsideHours.',
      'holiday.wav',
    ),
    suspended: sound('利用停止中。 / While the numbers are suspended.', 'suspended.wav'),
    ended: sound('契約終了後。 / After the numbers have ended.', 'ended.wav'),
    busy: sound('話中（全員応対中）。 / When all operators are busy.', 'busy.wav'),
  },
} as const;

function sound(description: string, example: string) {
  return {
    type: 'string',
    pattern: SOUND_NAME.source,
    ...form(
      'the plain name of a file: 1 to 64 of A-Z, a-z, 0-9 and . _ -, beginning with a letter or digit',
      'ファイル名だけ（A-Z、a-z、0-9 と . _ - の 1 〜 64 文字、最初は英字か数字）',
    ),
    description,
    examples: [example],
  };
}
