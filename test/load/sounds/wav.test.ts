import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readWav } from '../../../src/load/sounds/wav.ts';
import { chunk, wav } from './wav-by-hand.ts';

const read = (bytes: Uint8Array, size = bytes.length) => readWav(bytes, size);

describe('a WAV file', () => {
  it('of the one form says how long it lasts', () => {
    expect(read(wav({ seconds: 1.5 }))).toEqual({ seconds: 1.5 });
  });

  it('may have other parts before its sound', () => {
    expect(read(wav({ before: chunk('LIST', Buffer.from('INFO')) }))).toEqual({ seconds: 0.5 });
  });

  it.each([
    ['of another rate', wav({ rate: 44_100 }), /44100 samples/],
    ['in stereo', wav({ channels: 2 }), /2 channels/],
    ['of 8 bits', wav({ bits: 8 }), /8 bits/],
    ['of µ-law', wav({ kind: 7 }), /kind 7/],
    ['of the extensible kind, which Asterisk does not read', wav({ kind: 0xfffe }), /kind 65534/],
    ['with a part of odd length', wav({ before: chunk('LIST', Buffer.from('INFOx')) }), /odd length/],
    ['whose samples take more room', wav({ frame: 4 }), /4 bytes/],
    ['without sound', wav({ seconds: 0 }), /no sound/],
    ['that is cut off', wav().subarray(0, 1_000), /cut off/],
    ['of an encoder that was piped', wav({ length: 0xffffffff }), /how long/],
    ['without a form', Buffer.concat([Buffer.from('RIFF....WAVE'), chunk('data', Buffer.alloc(8))]), /form/],
    [
      'with a form that is cut off',
      Buffer.concat([Buffer.from('RIFF....WAVE'), chunk('fmt ', Buffer.alloc(4))]),
      /form/,
    ],
    ['with nothing in it', Buffer.from('RIFF....WAVE'), /no part/],
    ['that is MP3', Buffer.from('ID3\u0003\u0000'), /no WAV/],
    ['that is empty', Buffer.alloc(0), /no WAV/],
  ])('%s is not played', (_, bytes, why) => {
    expect(read(bytes)).toEqual({
      trouble: 'unsupported',
      why: expect.objectContaining({ en: expect.stringMatching(why) }),
    });
  });

  it.each([
    ['lasts too long', wav({ length: 61 * 16_000 }), undefined, /61 s/],
    ['is too large', wav(), 2 ** 21, /2097152 bytes/],
  ])('%s', (_, bytes, size, why) => {
    expect(read(bytes, size)).toEqual({
      trouble: 'too-long',
      why: expect.objectContaining({ en: expect.stringMatching(why) }),
    });
  });

  it('may last a minute', () => {
    expect(read(wav({ seconds: 60 }))).toEqual({ seconds: 60 });
  });

  it('that anybody made ends nothing', () => {
    const good = wav({ seconds: 0.01 });
    for (let i = 0; i < 5_000; i++) {
      const bad = Buffer.from(good);
      const at = i % 48;
      randomBytes(4).copy(bad, at);
      expect(() => read(bad.subarray(0, 20 + (i % 200)))).not.toThrow();
    }
  });
});
