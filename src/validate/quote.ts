import { maskAddresses } from '../domain/mask.ts';

const LONGEST = 60;

/** A value in a message: in quotes and cut, so that a page of text in the wrong place does not fill the screen; addresses masked. */
export function quote(value: string): string {
  const masked = maskAddresses(value);
  const characters = [...masked];
  return `“${characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : masked}”`;
}
