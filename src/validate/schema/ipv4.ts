import { form } from './form.ts';

export const IPV4 = '(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';

/** An address, or a network of them. */
export const network = (description: string) => ({
  type: 'string',
  pattern: `^${IPV4}(?:/(?:3[0-2]|[12]?[0-9]))?$`,
  ...form(
    'an IPv4 address, or a network such as 192.0.2.0/24',
    'IPv4 アドレスか、192.0.2.0/24 のようなネットワーク',
  ),
  description,
  examples: ['192.0.2.0/24', '192.0.2.10'],
});
