import { type Safe, writer } from './safe.ts';

/** Text of Chatwork's messages and descriptions, where `[To:…]`, `[toall]` and `[info]` are commands. */
export type Chatwork = Safe<'chatwork'>;

const { trust, tag } = writer('chatwork');

export const chatwork = {
  /** Literal text, commands of our own, and safe values. */
  markup: tag,
  text: (text: string): Chatwork => trust(neutralise(text)),
};

/** Any text at all, so that it reads the same and commands nothing: with full-width brackets. */
export function neutralise(text: string): string {
  return text.replaceAll('[', '［').replaceAll(']', '］');
}
