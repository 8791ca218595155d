/**
 * Asterisk tells settings under other spellings than its files have: `DtmfMode` for dtmf_mode, `(ulaw|alaw)` for ulaw,alaw,
 * `3.000000` for 3, `false` for no. Both sides are brought to one spelling before they are compared.
 */
export function settingName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** A value in the one spelling. `name` is a {@link settingName}. */
export function settingValue(name: string, value: string): string {
  const text = value.trim();
  if (name === 'allow') return codecs(text);
  if (name === 'match')
    return text
      .split(',')
      .map((m) => network(m.trim()))
      .sort()
      .join(',');
  if (/^(yes|true|on)$/i.test(text)) return 'yes';
  if (/^(no|false|off)$/i.test(text)) return 'no';
  return /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}

function codecs(text: string): string {
  return text
    .replace(/^\((.*)\)$/, '$1')
    .split(/[|,]/)
    .map((c) => c.trim())
    .filter((c) => c !== 'nothing')
    .join(',');
}

/** `10.0.0.0/255.255.255.0` as `10.0.0.0/24`; a single address without a mask. */
function network(text: string): string {
  const [address = '', mask] = text.split('/');
  if (mask === undefined) return address;
  const bits = mask.includes('.') ? ones(mask) : Number(mask);
  return bits === (address.includes(':') ? 128 : 32) ? address : `${address}/${bits}`;
}

function ones(mask: string): number {
  return mask.split('.').reduce((sum, byte) => sum + Number(byte).toString(2).replaceAll('0', '').length, 0);
}
