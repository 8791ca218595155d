/** What ids, digits and hosts look like: looked at once more at the last moment before they reach a file. */
export const ID = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
export const DIGITS = /^\d{1,16}$/;
export const DIGEST = /^[0-9a-f]{64}$/;
/** An IPv4 or IPv6 address, or a network. */
export const NETWORK = /^[0-9a-fA-F:.]{2,45}(?:\/\d{1,3})?$/;
export const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
export const SECRET = /^secret:\/\/[a-z0-9-]{1,128}#[A-Za-z0-9._-]{1,64}$/;
