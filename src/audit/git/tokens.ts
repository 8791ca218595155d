/** A stream's pieces between NUL bytes; the one after the last is given too where it is not empty. What is no UTF-8 becomes U+FFFD. */
export async function* tokensOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  for await (const chunk of stream) {
    let begin = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, begin)) {
      const piece = chunk.subarray(begin, end);
      yield Buffer.from(rest.length === 0 ? piece : Buffer.concat([...rest, piece])).toString('utf8');
      rest = [];
      begin = end + 1;
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}
