import { sha256 } from '../domain/canonical.ts';
import type { Digest } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import { keys } from './keys.ts';
import { putMissing } from './missing.ts';
import type { Blobs } from './store.ts';

/** From this many objects on, one listing of what is there is cheaper than asking for each. */
const LIST_FROM = 50;

export interface StoreObject {
  digest: Digest;
  /** Made when it is put, where it is large. */
  content: Uint8Array | string | (() => Uint8Array);
}

/**
 * Puts objects that are not there yet; what is there is left alone, so that it may be interrupted and repeated.
 * @returns how many were written
 */
export async function putObjects(blobs: Blobs, objects: Iterable<StoreObject>): Promise<number> {
  const values = new Map([...objects].map((object) => [keys.object(object.digest), () => checked(object)]));
  return await putMissing(blobs, keys.objects, values, LIST_FROM);
}

function checked({ digest, content: given }: StoreObject): Uint8Array | string {
  const content = typeof given === 'function' ? given() : given;
  if (sha256(content) === digest) return content;
  throw new Problem(
    'object-digest',
    {
      en: `an object was rendered with another digest than ${digest}`,
      ja: `オブジェクトのダイジェストが ${digest} と違います`,
    },
    { en: 'this is a defect: please report it', ja: 'denwaban の欠陥です。お知らせください' },
  );
}

/** The bytes of an object, checked. Problems `object-missing`, `object-damaged`. */
export async function getObject(blobs: Blobs, digest: Digest): Promise<Uint8Array> {
  const found = await blobs.get(keys.object(digest));
  if (!found)
    throw new Problem(
      'object-missing',
      { en: `object ${digest} is not in the store`, ja: `オブジェクト ${digest} がストアにありません` },
      {
        en: 'run apply again: it stages what is missing',
        ja: 'もう一度 apply を実行してください。足りないものを置き直します',
      },
    );
  if (sha256(found.body) !== digest) {
    throw new Problem(
      'object-damaged',
      {
        en: `object ${digest} has other bytes than its name says`,
        ja: `オブジェクト ${digest} の中身が名前と合いません`,
      },
      {
        en: 'delete it from the store and run apply again',
        ja: 'ストアから消して、もう一度 apply を実行してください',
      },
    );
  }
  return found.body;
}
